using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>What every record of a file of observations holds, and how long the searches took.</summary>
/// <param name="Count">Number of images.</param>
/// <param name="Classes">Number of classes of the data.</param>
/// <param name="Logits">Number of logits.</param>
/// <param name="Features">Number of features; 0 where there are none.</param>
/// <param name="Neighbors">Neighbours a layer.</param>
/// <param name="Layers">Number of layers.</param>
/// <param name="SearchMilliseconds">Milliseconds that each layer's search took, all images together.</param>
internal sealed record ObservationLayout(
    int Count, int Classes, int Logits, int Features, int Neighbors, int Layers, ImmutableArray<double> SearchMilliseconds);
