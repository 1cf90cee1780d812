using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>
/// A trained network as attacks see it. While one exists the network is in evaluation mode and its weights take part in no gradient,
/// which spares an attack a third of its arithmetic.
/// </summary>
public sealed class NetworkClassifier : IDifferentiableClassifier
{
    private readonly Network _network;

    /// <summary>Freezes a network.</summary>
    /// <param name="network">A trained network; it stays frozen.</param>
    public NetworkClassifier(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        network.eval();
        foreach (var parameter in network.parameters()) parameter.requires_grad = false;
    }

    /// <inheritdoc/>
    public int Classes => _network.Architecture.Classes;

    /// <inheritdoc/>
    public Tensor Logits(Tensor images)
    {
        using var untracked = no_grad();
        return NetworkCall.Logits(_network, images);
    }

    /// <inheritdoc/>
    public Tensor Gradient(Tensor images, Func<Tensor, Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(loss);
        using var scope = NewDisposeScope();
        using var tracked = enable_grad();
        var input = images.detach().clone().requires_grad_(true);
        loss(NetworkCall.Logits(_network, input)).backward();
        return input.grad!.MoveToOuterDisposeScope();
    }
}
