using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>A declared selection as the catalogue offers it.</summary>
public sealed class LayerSelection
{
    private readonly Func<Network, Tensor, Tensor[]> _extract;

    private LayerSelection(SelectionInfo info, Func<Network, Tensor, Tensor[]> extract)
    {
        Info = info;
        _extract = extract;
    }

    /// <summary>Name and layers.</summary>
    public SelectionInfo Info { get; }

    /// <summary>Wraps a selection; called by generated code.</summary>
    /// <typeparam name="TSelection">The selection.</typeparam>
    /// <typeparam name="TNetwork">Its network.</typeparam>
    public static LayerSelection Create<TSelection, TNetwork>()
        where TSelection : struct, ILayerSelection<TSelection, TNetwork>
        where TNetwork : Network, INetwork<TNetwork> =>
        new(TSelection.Info, static (network, images) => TSelection.Extract((TNetwork)network, images).ToArray());

    /// <summary>Computes the selected layers' activations; see <see cref="ILayerSelection{TSelf, TNetwork}.Extract"/>.</summary>
    /// <param name="network">A network of the selection's architecture.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <returns>One N×neurons tensor a selected layer, in order of computation.</returns>
    /// <exception cref="InvalidCastException">The network is of another architecture.</exception>
    public Tensor[] Extract(Network network, Tensor images) => _extract(network, images);
}
