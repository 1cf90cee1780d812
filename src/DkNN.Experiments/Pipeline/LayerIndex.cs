using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>One layer's neighbours: its space, its training rows and the index over them.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Choice">Which index it is, and why.</param>
/// <param name="Space">Brings activations into the space of the rows.</param>
/// <param name="Rows">The training rows, mapped.</param>
/// <param name="Index">The index over the rows.</param>
/// <param name="Key">All that determined the index.</param>
/// <param name="BuildSeconds">How long the build took, in the run that did it.</param>
/// <param name="LoadSeconds">How long the index took to load in this run.</param>
/// <param name="Bytes">Size on disk of the index and of the rows that it refers to.</param>
internal sealed record LayerIndex(
    Layer Layer, LayerIndexChoice Choice, ActivationSpace Space, RowMatrix Rows, INeighborIndex Index, ArtefactKey Key,
    double BuildSeconds, double LoadSeconds, long Bytes)
    : IDisposable
{
    /// <summary>A key with all that determines the index's answers.</summary>
    public ArtefactKey Extend(ArtefactKey key)
    {
        key = key.With("index of " + Layer.Name, Key);
        return Index.Effort is { } effort ? key.With("effort of " + Layer.Name, effort.Value) : key;
    }

    public void Dispose()
    {
        Index.Dispose();
        Rows.Dispose();
    }
}
