using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>The selected layers with their indexes, in order of computation.</summary>
/// <param name="Layers">The layers.</param>
internal sealed record FittedLayers(ImmutableArray<FittedLayer> Layers) : IDisposable
{
    /// <summary>A key with all that determines the indexes' answers.</summary>
    public ArtefactKey Extend(ArtefactKey key) => Layers.Aggregate(key, (extended, layer) => layer.Extend(extended));

    /// <summary>Turns every dial to where its options put it: layers that are shared may have been tuned for another experiment.</summary>
    public void ResetEfforts()
    {
        foreach (var layer in Layers)
        {
            if (layer.Neighbors.Index.Effort is { } dial) dial.Value = layer.UsualEffort!.Value;
        }
    }

    public void Dispose()
    {
        foreach (var layer in Layers) layer.Dispose();
    }
}
