using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>How many of the k neighbours have the true label, at one layer.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Histogram">Images in each of the 15 bins of <see cref="NeighborCorrectness"/>.</param>
public sealed record LayerCorrectness(string Layer, IReadOnlyList<int> Histogram);
