using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>Sees what one layer's search found.</summary>
/// <param name="layer">Place in the selection.</param>
/// <param name="queries">The batch's rows in the layer's space, gone afterwards.</param>
/// <param name="found">The neighbours.</param>
/// <param name="took">How long the search took, all images together.</param>
public delegate void NeighborInspector(int layer, RowMatrix queries, LayerNeighborhood found, TimeSpan took);
