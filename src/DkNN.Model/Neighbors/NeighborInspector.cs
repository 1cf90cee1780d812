using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>Sees what one layer's search found.</summary>
/// <param name="layer">Place in the selection.</param>
/// <param name="queries">The batch's rows in the layer's space.</param>
/// <param name="ids">queries × k row positions.</param>
/// <param name="distances">queries × k distances.</param>
public delegate void NeighborInspector(int layer, RowMatrix queries, ReadOnlySpan<int> ids, ReadOnlySpan<float> distances);
