using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>
/// Base of every generated network. <see cref="nn.Module{T, TResult}.forward"/> maps images, N×C×H×W in [0, 1], to logits, N×classes:
/// a softmax declared on the last layer is left out, because losses and gradients are taken from logits.
/// </summary>
public abstract class Network : nn.Module<Tensor, Tensor>
{
    /// <summary>No convolution comes before the first network.</summary>
    static Network() => LibTorch.BoundKernels();

    /// <summary>Creates the network with its layers' default initialisation, drawn from Torch's global generator.</summary>
    /// <param name="architecture">What the generator knows of the architecture.</param>
    protected Network(ArchitectureInfo architecture)
        : base(architecture?.Name ?? throw new ArgumentNullException(nameof(architecture))) => Architecture = architecture;

    /// <summary>The architecture.</summary>
    public ArchitectureInfo Architecture { get; }
}
