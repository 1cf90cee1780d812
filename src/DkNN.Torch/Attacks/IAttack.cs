using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>A white-box attack: it sees gradients.</summary>
/// <typeparam name="TOptions">See <see cref="INeighborIndexFactory{TOptions}"/> for what an options type may hold.</typeparam>
public interface IAttack<in TOptions>
    where TOptions : class, new()
{
    /// <summary>Perturbs images.</summary>
    /// <param name="model">The model attacked.</param>
    /// <param name="batch">Images, goal and budget.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="cancellationToken">Stops the attack.</param>
    /// <returns>Images of the same shape, in [0, 1] and within the budget; the framework clips what is outside.</returns>
    Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, TOptions options, CancellationToken cancellationToken);
}
