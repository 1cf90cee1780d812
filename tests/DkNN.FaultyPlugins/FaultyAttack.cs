using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.FaultyPlugins;

/// <summary>An attack that throws.</summary>
[Attack("faulty", Description = "throws")]
public sealed class FaultyAttack : IAttack<FaultyOptions>
{
    /// <inheritdoc/>
    public Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, FaultyOptions options, CancellationToken cancellationToken) =>
        throw new KeyNotFoundException("Odd images.");
}
