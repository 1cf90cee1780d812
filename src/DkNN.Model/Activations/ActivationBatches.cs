using System.Runtime.InteropServices;
using DkNN.Core;
using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Model;

/// <summary>Computes the selected layers' activations, batch by batch, without gradients. Safe for concurrent use.</summary>
/// <param name="network">A trained network.</param>
/// <param name="selection">The layers wanted.</param>
/// <param name="output">What the network's last layer gives, where it is among those wanted.</param>
public sealed class ActivationBatches(Network network, LayerSelection selection, OutputRow output = OutputRow.Softmax)
{
    private readonly bool _endsInLogits = output == OutputRow.Logits && selection.Info.Layers[^1] == network.Architecture.Layers[^1];

    /// <summary>Images that go through the network together.</summary>
    public int Size { get; } = BatchSizes.ForInference(network.Architecture);

    /// <summary>Calls back with each layer's activations of each batch, and with what the network says of it.</summary>
    /// <param name="images">The images.</param>
    /// <param name="count">Number of images.</param>
    /// <param name="consume">
    /// Given the batch's start, the layer's place in the selection, and images × neurons floats that are gone afterwards.
    /// </param>
    /// <param name="output">Given the batch's start and what the network says of it; null where that is not wanted.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public void ForEach(
        ImageBatches images, int count, ActivationConsumer consume, OutputConsumer? output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(consume);
        for (int start = 0; start < count; start += Size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var batch = images(start, Math.Min(Size, count - start));
            var tensors = output is null && !_endsInLogits ? selection.Extract(network, batch) : Extract(batch, start, output);
            for (int layer = 0; layer < tensors.Length; layer++)
            {
                using var contiguous = tensors[layer].contiguous();
                consume(start, layer, MemoryMarshal.Cast<byte, float>(contiguous.bytes));
            }
        }
    }

    private Tensor[] Extract(Tensor batch, int start, OutputConsumer? consume)
    {
        var tensors = selection.Extract(network, batch, out var logits, out var features);
        consume?.Invoke(start, logits, features);
        return _endsInLogits ? [.. tensors[..^1], logits] : tensors;
    }
}
