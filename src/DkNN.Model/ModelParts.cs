using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Model;

/// <summary>What a model is made of, opened.</summary>
/// <param name="Description">What is known of it.</param>
/// <param name="Search">Network and neighbours.</param>
/// <param name="Calibration">The calibration scores.</param>
/// <param name="Thumbnails">Pictures of the training images; null for none.</param>
/// <param name="Owned">What is freed with the model, in that order.</param>
internal sealed record ModelParts(
    ModelDescription Description, NeighborSearch Search, CalibrationSet Calibration, ThumbnailFile? Thumbnails,
    ImmutableArray<IDisposable> Owned);
