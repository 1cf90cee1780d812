using System.Collections.Immutable;

namespace DkNN;

/// <summary>A named subset of an architecture's layers.</summary>
/// <param name="Name">Name of the declared struct, or "all".</param>
/// <param name="Layers">The selected layers, in order of computation; at least one.</param>
public sealed record SelectionInfo(string Name, ImmutableArray<Layer> Layers)
{
    /// <summary>Name of the selection of every layer, which each architecture has.</summary>
    public const string All = "all";

    /// <summary>Neurons of all selected layers together.</summary>
    public long TotalNeurons => Layers.Sum(layer => (long)layer.Neurons);

    /// <summary>Bytes of the float32 activations of one image, all selected layers together.</summary>
    public long BytesPerImage => Layers.Sum(layer => layer.BytesPerImage);
}
