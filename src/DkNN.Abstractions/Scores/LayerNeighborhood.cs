namespace DkNN;

/// <summary>The training images nearest to some images at one layer, nearest first.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Ids">images × k positions of training images; −1 where an index found fewer.</param>
/// <param name="Labels">images × k labels beside them; −1 where there is none.</param>
/// <param name="Distances">images × k Euclidean distances in the layer's space; +∞ where there is no neighbour.</param>
public sealed record LayerNeighborhood(
    string Layer, ReadOnlyMemory<int> Ids, ReadOnlyMemory<int> Labels, ReadOnlyMemory<float> Distances);
