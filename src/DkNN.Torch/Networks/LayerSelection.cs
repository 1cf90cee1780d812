using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>A declared selection as the catalogue offers it.</summary>
public sealed class LayerSelection
{
    private readonly Func<Network, Tensor, Tensor[]> _extract;
    private readonly Func<Network, Tensor, (Tensor[] Activations, Tensor Logits)> _extractAll;

    private LayerSelection(
        SelectionInfo info,
        Func<Network, Tensor, Tensor[]> extract,
        Func<Network, Tensor, (Tensor[] Activations, Tensor Logits)> extractAll)
    {
        Info = info;
        _extract = extract;
        _extractAll = extractAll;
    }

    /// <summary>Name and layers.</summary>
    public SelectionInfo Info { get; }

    /// <summary>Wraps a selection; called by generated code.</summary>
    /// <typeparam name="TSelection">The selection.</typeparam>
    /// <typeparam name="TNetwork">Its network.</typeparam>
    public static LayerSelection Create<TSelection, TNetwork>()
        where TSelection : struct, ILayerSelection<TSelection, TNetwork>
        where TNetwork : Network, INetwork<TNetwork> =>
        new(
            TSelection.Info,
            static (network, images) => TSelection.Extract((TNetwork)network, images).ToArray(),
            static (network, images) =>
            {
                var activations = TSelection.Extract((TNetwork)network, images, out var logits).ToArray();
                return (activations, logits);
            });

    /// <summary>Computes the selected layers' activations; see <see cref="ILayerSelection{TSelf, TNetwork}.Extract(TNetwork, Tensor)"/>.</summary>
    /// <param name="network">A network of the selection's architecture.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <returns>One N×neurons tensor a selected layer, in order of computation.</returns>
    /// <exception cref="InvalidCastException">The network is of another architecture.</exception>
    public Tensor[] Extract(Network network, Tensor images) => _extract(network, images);

    /// <summary>Computes the selected layers' activations and the network's logits.</summary>
    /// <param name="network">A network of the selection's architecture.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <param name="logits">N×classes.</param>
    /// <returns>One N×neurons tensor a selected layer, in order of computation.</returns>
    /// <exception cref="InvalidCastException">The network is of another architecture.</exception>
    public Tensor[] Extract(Network network, Tensor images, out Tensor logits)
    {
        (var activations, logits) = _extractAll(network, images);
        return activations;
    }
}
