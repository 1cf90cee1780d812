using System.Runtime.InteropServices;
using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Computes the selected layers' activations, batch by batch, without gradients.</summary>
/// <param name="network">A trained network.</param>
/// <param name="selection">The layers wanted.</param>
public sealed class ActivationBatches(Network network, LayerSelection selection)
{
    /// <summary>
    /// Images that go through the network together. Fixed, because the last bit of an activation may depend on it; and small enough that
    /// the widest layers of a batch stay well under a gigabyte.
    /// </summary>
    public const int BatchSize = 512;

    /// <summary>Calls back with each layer's activations of each batch.</summary>
    /// <param name="images">The images, float32 in [0, 1], given start and count.</param>
    /// <param name="count">Number of images.</param>
    /// <param name="consume">
    /// Given the batch's start, the layer's place in the selection, and images × neurons floats that are gone afterwards.
    /// </param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public void ForEach(Func<int, int, Tensor> images, int count, ActivationConsumer consume, CancellationToken cancellationToken)
    {
        for (int start = 0; start < count; start += BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            Extract(images(start, Math.Min(BatchSize, count - start)), (layer, activations) => consume(start, layer, activations));
        }
    }

    /// <summary>Calls back with each layer's activations of one batch.</summary>
    /// <param name="images">The images, float32 in [0, 1].</param>
    /// <param name="consume">Given the layer's place in the selection, and images × neurons floats that are gone afterwards.</param>
    public void Extract(Tensor images, LayerConsumer consume)
    {
        ArgumentNullException.ThrowIfNull(consume);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var tensors = selection.Extract(network, images);
        for (int layer = 0; layer < tensors.Length; layer++)
        {
            using var contiguous = tensors[layer].contiguous();
            consume(layer, MemoryMarshal.Cast<byte, float>(contiguous.bytes));
        }
    }
}
