using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>
/// What the generator adds to a struct with <see cref="LayerSelectionAttribute{TArchitecture}"/>: one tensor property a selected layer,
/// named as the layer, N×neurons, each a new tensor that the caller's dispose scope owns.
/// </summary>
/// <typeparam name="TSelf">The selection.</typeparam>
/// <typeparam name="TNetwork">The network whose layers are selected.</typeparam>
public interface ILayerSelection<TSelf, TNetwork>
    where TSelf : struct, ILayerSelection<TSelf, TNetwork>
    where TNetwork : Network, INetwork<TNetwork>
{
    /// <summary>Name and layers.</summary>
    static abstract SelectionInfo Info { get; }

    /// <summary>
    /// Computes the selected layers' activations, after their activation functions, and no layer beyond the last selected one. The
    /// network must be in evaluation mode; run it under <see cref="no_grad"/> unless gradients are wanted.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    static abstract TSelf Extract(TNetwork network, Tensor images);

    /// <summary>Computes the selected layers' activations and the network's logits, in one pass where the generator wrote one.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <param name="logits">
    /// N×classes, as <see cref="TorchSharp.torch.nn.Module{T, TResult}.forward"/> gives them; may share memory with an
    /// activation that has the same values.
    /// </param>
    static virtual TSelf Extract(TNetwork network, Tensor images, out Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(network);
        logits = NetworkCall.Logits(network, images);
        return TSelf.Extract(network, images);
    }

    /// <summary>Computes the selected layers' activations, the network's logits, and what its last dense layer reads, in one pass.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <param name="logits">N×classes, as the other overload gives them.</param>
    /// <param name="features">
    /// N×features; null where <see cref="ArchitectureInfo.Head"/> is, as in code that was generated for contract 1.3.
    /// </param>
    static virtual TSelf Extract(TNetwork network, Tensor images, out Tensor logits, out Tensor? features)
    {
        features = null;
        return TSelf.Extract(network, images, out logits);
    }

    /// <summary>The tensors, in order of computation.</summary>
    Tensor[] ToArray();
}
