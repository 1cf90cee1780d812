using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>The index of every selected layer, in order of computation.</summary>
internal sealed class LayerIndexes(IEnumerable<LayerIndex> layers) : IDisposable
{
    public ImmutableArray<LayerIndex> Layers { get; } = [.. layers];

    /// <summary>A key with all that determined the indexes.</summary>
    public ArtefactKey Extend(ArtefactKey key) =>
        Layers.Aggregate(key, (extended, layer) => extended.With("index of " + layer.Layer.Name, layer.Key));

    public void Dispose()
    {
        foreach (var layer in Layers) layer.Dispose();
    }
}
