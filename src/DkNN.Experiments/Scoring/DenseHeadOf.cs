using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DkNN.Torch;
using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Reads the weights of a network's last dense layer.</summary>
internal static class DenseHeadOf
{
    /// <summary>The head, the caller's; null where the network does not end in a dense layer.</summary>
    public static DenseHead? Network(Network network)
    {
        if (network.Architecture.Head is not { } name) return null;
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var parts = network.state_dict();
        var weight = parts[$"{name}.weight"].contiguous();
        var rows = RowMatrix.Copy(MemoryMarshal.Cast<byte, float>(weight.bytes), (int)weight.shape[1]);
        ImmutableArray<float> bias = parts.TryGetValue($"{name}.bias", out var values)
            ? [.. MemoryMarshal.Cast<byte, float>(values.contiguous().bytes)]
            : [.. new float[rows.Count]];
        return new DenseHead(rows, bias);
    }
}
