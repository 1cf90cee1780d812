using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN;

/// <summary>A network's last dense layer, which makes logits of features: z = W·f + b.</summary>
/// <param name="Weights">W, classes × features.</param>
/// <param name="Bias">b, one a class; zeros where the layer has none.</param>
public sealed record DenseHead(RowMatrix Weights, ImmutableArray<float> Bias) : IDisposable
{
    /// <summary>Frees the weights.</summary>
    public void Dispose() => Weights.Dispose();
}
