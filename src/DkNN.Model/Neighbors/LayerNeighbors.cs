using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>One layer's neighbours: its space, its training rows and the index over them.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Space">Brings activations into the space of the rows.</param>
/// <param name="Rows">The training rows, mapped or unpacked.</param>
/// <param name="Index">The index over the rows.</param>
public sealed record LayerNeighbors(Layer Layer, ActivationSpace Space, RowMatrix Rows, INeighborIndex Index) : IDisposable
{
    /// <summary>Frees the index, then the rows that it refers to, and the space.</summary>
    public void Dispose()
    {
        Index.Dispose();
        Rows.Dispose();
        Space.Dispose();
    }
}
