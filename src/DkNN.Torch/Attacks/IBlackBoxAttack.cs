using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>A black-box attack: it sees scores only.</summary>
/// <typeparam name="TOptions">See <see cref="INeighborIndexFactory{TOptions}"/> for what an options type may hold.</typeparam>
public interface IBlackBoxAttack<in TOptions>
{
    /// <summary>Perturbs images; see <see cref="IAttack{TOptions}.Perturb(IDifferentiableClassifier, AttackBatch, TOptions, CancellationToken)"/>.</summary>
    /// <param name="model">The model attacked.</param>
    /// <param name="batch">Images, goal and budget.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="cancellationToken">Stops the attack.</param>
    Tensor Perturb(IClassifier model, AttackBatch batch, TOptions options, CancellationToken cancellationToken);
}
