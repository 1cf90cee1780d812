using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>A white-box attack: it sees gradients.</summary>
/// <typeparam name="TOptions">See <see cref="INeighborIndexFactory{TOptions}"/> for what an options type may hold.</typeparam>
public interface IAttack<in TOptions>
{
    /// <summary>Perturbs images.</summary>
    /// <param name="model">The model attacked.</param>
    /// <param name="batch">Images, goal and budget.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="cancellationToken">Stops the attack.</param>
    /// <returns>Images of the same shape, within the batch's range of pixels and the budget; the framework clips what is outside.</returns>
    Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, TOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Perturbs the same images with several budgets. An attack whose work does not depend on the budget, such as a single step along one
    /// gradient, does it once by implementing this; otherwise each budget is an attack of its own.
    /// </summary>
    /// <param name="model">The model attacked.</param>
    /// <param name="batch">Images and goal; its own budget is the greatest.</param>
    /// <param name="budgets">The budgets, in ascending order.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="cancellationToken">Stops the attack.</param>
    /// <returns>Images for every budget, as <see cref="Perturb(IDifferentiableClassifier, AttackBatch, TOptions, CancellationToken)"/> gives them.</returns>
    IReadOnlyList<Tensor> Perturb(
        IDifferentiableClassifier model, AttackBatch batch, IReadOnlyList<double> budgets, TOptions options, CancellationToken cancellationToken) =>
        [.. budgets.Select(budget => Perturb(model, batch with { Epsilon = budget }, options, cancellationToken))];
}
