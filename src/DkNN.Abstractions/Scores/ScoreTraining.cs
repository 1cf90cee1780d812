using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN;

/// <summary>What a score is fitted to. Features and head are there for scores that ask for them.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Labels">The label of every training image.</param>
/// <param name="Logits">training images × classes.</param>
/// <param name="Features">training images × features; null where nobody asked.</param>
/// <param name="Head">The layer that reads the features; null where nobody asked.</param>
/// <param name="Calibration">The calibration images, which the network was not trained on.</param>
/// <param name="CalibrationLabels">Their labels.</param>
/// <param name="Seed">For whatever is drawn.</param>
public sealed record ScoreTraining(
    int Classes,
    ImmutableArray<int> Labels,
    RowMatrix Logits,
    RowMatrix? Features,
    DenseHead? Head,
    Observations Calibration,
    ImmutableArray<int> CalibrationLabels,
    int Seed)
{
    /// <summary>The features of training images, for a score that asked for them.</summary>
    /// <exception cref="InvalidOperationException">The score did not ask for them.</exception>
    public RowMatrix RequireFeatures() => Needed.Of(Features, "are no features", ScoreNeeds.Features);

    /// <summary>The layer that reads the features, for a score that asked for them.</summary>
    /// <exception cref="InvalidOperationException">The score did not ask for them.</exception>
    public DenseHead RequireHead() => Needed.Of(Head, "are no weights of a last layer", ScoreNeeds.Features);
}
