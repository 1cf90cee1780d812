using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>What a network says of some images, asked once: clean images are evaluated, and then attacked with every budget.</summary>
/// <param name="network">The network, in evaluation mode.</param>
/// <param name="images">The images, float32 in [0, 1], given start and count.</param>
/// <param name="count">Number of images.</param>
internal sealed class NetworkLogits(Network network, Func<int, int, Tensor> images, int count) : IDisposable
{
    private readonly Tensor?[] _batches = new Tensor?[(count + ActivationBatches.BatchSize - 1) / ActivationBatches.BatchSize];

    /// <summary>The logits of a batch, images × classes, which stay this object's.</summary>
    /// <param name="start">First image, a multiple of <see cref="ActivationBatches.BatchSize"/>.</param>
    public Tensor Batch(int start)
    {
        ref Tensor? batch = ref _batches[start / ActivationBatches.BatchSize];
        if (batch is not null) return batch;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var some = images(start, Math.Min(ActivationBatches.BatchSize, count - start));
        return batch = network.forward(some).DetachFromDisposeScope();
    }

    public void Dispose()
    {
        foreach (var batch in _batches) batch?.Dispose();
    }
}
