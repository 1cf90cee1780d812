using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>A declared selection as the catalogue offers it.</summary>
public sealed class LayerSelection
{
    private readonly Func<Network, bool> _takes;
    private readonly Func<Network, Tensor, Tensor[]> _extract;
    private readonly Func<Network, Tensor, (Tensor[] Activations, Tensor Logits, Tensor? Features)> _extractAll;

    private LayerSelection(
        SelectionInfo info,
        Func<Network, bool> takes,
        Func<Network, Tensor, Tensor[]> extract,
        Func<Network, Tensor, (Tensor[] Activations, Tensor Logits, Tensor? Features)> extractAll)
    {
        Info = info;
        _takes = takes;
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
            static network => network is TNetwork,
            static (network, images) => TSelection.Extract((TNetwork)network, images).ToArray(),
            static (network, images) =>
            {
                var activations = TSelection.Extract((TNetwork)network, images, out var logits, out var features).ToArray();
                return (activations, logits, features);
            });

    /// <summary>Computes the selected layers' activations; see <see cref="ILayerSelection{TSelf, TNetwork}.Extract(TNetwork, Tensor)"/>.</summary>
    /// <param name="network">A network of the selection's architecture.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <returns>One N×neurons tensor a selected layer, in order of computation.</returns>
    /// <exception cref="ArgumentException">The network is of another architecture.</exception>
    /// <exception cref="PluginFailedException">The architecture's code throws, or gives something else.</exception>
    public Tensor[] Extract(Network network, Tensor images)
    {
        Require(network);
        return Checked(network, images, NetworkCall.Run(network, () => _extract(network, images)));
    }

    /// <summary>Computes the selected layers' activations and the network's logits.</summary>
    /// <param name="network">A network of the selection's architecture.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <param name="logits">N×classes.</param>
    /// <returns>One N×neurons tensor a selected layer, in order of computation.</returns>
    /// <exception cref="ArgumentException">The network is of another architecture.</exception>
    /// <exception cref="PluginFailedException">The architecture's code throws, or gives something else.</exception>
    public Tensor[] Extract(Network network, Tensor images, out Tensor logits)
    {
        var activations = Extract(network, images, out logits, out var features);
        features?.Dispose();
        return activations;
    }

    /// <summary>Computes the selected layers' activations, the network's logits, and what its last dense layer reads.</summary>
    /// <param name="network">A network of the selection's architecture.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <param name="logits">N×classes.</param>
    /// <param name="features">N×features; null where <see cref="ArchitectureInfo.Head"/> is.</param>
    /// <returns>One N×neurons tensor a selected layer, in order of computation.</returns>
    /// <exception cref="ArgumentException">The network is of another architecture.</exception>
    /// <exception cref="PluginFailedException">The architecture's code throws, or gives something else.</exception>
    public Tensor[] Extract(Network network, Tensor images, out Tensor logits, out Tensor? features)
    {
        Require(network);
        (var activations, logits, features) = NetworkCall.Run(network, () => _extractAll(network, images));
        NetworkCall.Required(network, "logits", logits, images.shape[0], network.Architecture.Classes);
        if (features is not null) NetworkCall.Required(network, "features", features, images.shape[0], features.shape[^1]);
        return Checked(network, images, activations);
    }

    private void Require(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (_takes(network)) return;
        throw new ArgumentException(
            $"The selection '{Info.Name}' is not of the architecture '{network.Architecture.Name}'; take one of its own.", nameof(network));
    }

    private Tensor[] Checked(Network network, Tensor images, Tensor[] activations)
    {
        if (activations.Length != Info.Layers.Length)
        {
            throw NetworkCall.Failure(network, $"gave activations of {activations.Length} layers for {Info.Layers.Length}.");
        }
        for (int layer = 0; layer < activations.Length; layer++)
        {
            var expected = Info.Layers[layer];
            NetworkCall.Required(network, $"activations of {expected.Name}", activations[layer], images.shape[0], expected.Neurons);
        }
        return activations;
    }
}
