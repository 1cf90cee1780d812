using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>The index of every selected layer, in order of computation.</summary>
internal sealed class LayerIndexes(IEnumerable<LayerIndex> layers) : IDisposable
{
    public ImmutableArray<LayerIndex> Layers { get; } = [.. layers];

    /// <summary>A key with all that determines the indexes' answers.</summary>
    public ArtefactKey Extend(ArtefactKey key) =>
        Layers.Aggregate(key, (extended, layer) => layer.Extend(extended));

    public void Dispose()
    {
        foreach (var layer in Layers) layer.Dispose();
    }
}
