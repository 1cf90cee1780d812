using System.Collections.Immutable;
using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>An attack plugin with its options fixed.</summary>
public sealed class ConfiguredAttack
{
    private readonly Func<IDifferentiableClassifier, AttackBatch, IReadOnlyList<double>, CancellationToken, IReadOnlyList<Tensor>> _perturb;

    internal ConfiguredAttack(
        string name, ImmutableSortedDictionary<string, string> options,
        Func<IDifferentiableClassifier, AttackBatch, IReadOnlyList<double>, CancellationToken, IReadOnlyList<Tensor>> perturb)
    {
        Name = name;
        Options = options;
        _perturb = perturb;
    }

    /// <summary>Name of the plugin.</summary>
    public string Name { get; }

    /// <summary>The canonical text of every option.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; }

    /// <summary>Perturbs images, and clips the result to the budget and to [0, 1] whatever the attack returned.</summary>
    /// <param name="model">The model attacked.</param>
    /// <param name="batch">Images, goal and budget.</param>
    /// <param name="cancellationToken">Stops the attack.</param>
    /// <returns>Images of the same shape, owned by the caller's dispose scope.</returns>
    /// <exception cref="InvalidOperationException">The attack returned another shape, or values that are no numbers.</exception>
    public Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Perturb(model, batch, [batch.Epsilon], cancellationToken)[0];
    }

    /// <summary>Perturbs the same images with several budgets; see <see cref="Perturb(IDifferentiableClassifier, AttackBatch, CancellationToken)"/>.</summary>
    /// <param name="model">The model attacked.</param>
    /// <param name="batch">Images and goal; its own budget does not matter.</param>
    /// <param name="budgets">The budgets, at least one, in ascending order.</param>
    /// <param name="cancellationToken">Stops the attack.</param>
    /// <returns>Images for every budget, owned by the caller's dispose scope.</returns>
    /// <exception cref="InvalidOperationException">The attack returned something else, or values that are no numbers.</exception>
    public IReadOnlyList<Tensor> Perturb(
        IDifferentiableClassifier model, AttackBatch batch, IReadOnlyList<double> budgets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(budgets);
        using var scope = NewDisposeScope();
        var perturbed = _perturb(model, batch with { Epsilon = budgets[^1] }, budgets, cancellationToken);
        if (perturbed.Count != budgets.Count)
        {
            throw new InvalidOperationException($"Attack '{Name}' returned images for {perturbed.Count} budgets, not for {budgets.Count}.");
        }
        return [.. perturbed.Zip(budgets, (images, budget) => Clipped(images, batch.Images, budget).MoveToOuterDisposeScope())];
    }

    private Tensor Clipped(Tensor perturbed, Tensor images, double budget)
    {
        if (!perturbed.shape.AsSpan().SequenceEqual(images.shape))
        {
            throw new InvalidOperationException(
                $"Attack '{Name}' returned images of shape [{string.Join(", ", perturbed.shape)}] "
                + $"for [{string.Join(", ", images.shape)}].");
        }
        if (!perturbed.isfinite().all().item<bool>())
        {
            throw new InvalidOperationException($"Attack '{Name}' returned pixels that are no finite numbers.");
        }
        var exact = images.to(ScalarType.Float64);
        var lower = Inside((exact - budget).clamp_(0, 1), towards: 1);
        var upper = Inside((exact + budget).clamp_(0, 1), towards: 0);
        return perturbed.detach().clamp(lower, upper);
    }

    /// <summary>A bound as float32, on the inner side of the bound as it is: rounding must not widen the budget by a last bit.</summary>
    private static Tensor Inside(Tensor bound, float towards)
    {
        var rounded = bound.to(ScalarType.Float32);
        var outside = towards > 0 ? rounded.to(ScalarType.Float64).lt(bound) : rounded.to(ScalarType.Float64).gt(bound);
        return where(outside, rounded.nextafter(full_like(rounded, towards)), rounded);
    }
}
