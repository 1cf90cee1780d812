using System.Collections.Immutable;
using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>An attack plugin with its options fixed.</summary>
public sealed class ConfiguredAttack
{
    /// <summary>The kind of plugin that is called here.</summary>
    internal const string Kind = "attack";

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

    /// <summary>Perturbs images, and clips the result to the budget and to the range of pixels whatever the attack returned.</summary>
    /// <param name="model">The model attacked.</param>
    /// <param name="batch">Images, goal and budget.</param>
    /// <param name="cancellationToken">Stops the attack.</param>
    /// <returns>Images of the same shape, owned by the caller's dispose scope.</returns>
    /// <exception cref="PluginFailedException">The attack threw, or returned another shape or values that are no numbers.</exception>
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
    /// <exception cref="PluginFailedException">The attack threw, or returned something else or values that are no numbers.</exception>
    public IReadOnlyList<Tensor> Perturb(
        IDifferentiableClassifier model, AttackBatch batch, IReadOnlyList<double> budgets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(budgets);
        return PluginCall.Run(Kind, Name, () => PerturbAll(model, batch, budgets, cancellationToken), cancellationToken);
    }

    private IReadOnlyList<Tensor> PerturbAll(
        IDifferentiableClassifier model, AttackBatch batch, IReadOnlyList<double> budgets, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        // Copies: what an attack does to the images that it is given must not move the point that the budget is measured from.
        var given = batch with { Images = batch.Images.clone(), Classes = batch.Classes.clone(), Epsilon = budgets[^1] };
        var perturbed = _perturb(model, given, budgets, cancellationToken);
        if (perturbed.Count != budgets.Count) throw Failure($"returned images for {perturbed.Count} budgets, not for {budgets.Count}.");
        return [.. perturbed.Zip(budgets, (images, budget) => Clipped(images, batch, budget).MoveToOuterDisposeScope())];
    }

    private Tensor Clipped(Tensor? perturbed, AttackBatch batch, double budget)
    {
        var (images, range) = (batch.Images, batch.Range);
        if (perturbed is null) throw Failure("returned nothing.");
        if (!perturbed.shape.AsSpan().SequenceEqual(images.shape))
        {
            throw Failure($"returned images of shape [{string.Join(", ", perturbed.shape)}] for [{string.Join(", ", images.shape)}].");
        }
        if (!perturbed.isfinite().all().item<bool>()) throw Failure("returned pixels that are no finite numbers.");
        var exact = images.to(ScalarType.Float64);
        var lower = Inside((exact - budget).clamp_(range.Lowest, range.Highest), towards: (float)range.Highest);
        var upper = Inside((exact + budget).clamp_(range.Lowest, range.Highest), towards: (float)range.Lowest);
        return perturbed.detach().to(ScalarType.Float32).clamp(lower, upper);
    }

    private PluginFailedException Failure(string fault) => PluginCall.Failure(Kind, Name, fault);

    /// <summary>A bound as float32, on the inner side of the bound as it is: rounding must not widen the budget by a last bit.</summary>
    private static Tensor Inside(Tensor bound, float towards)
    {
        var rounded = bound.to(ScalarType.Float32);
        var outside = towards > 0 ? rounded.to(ScalarType.Float64).lt(bound) : rounded.to(ScalarType.Float64).gt(bound);
        return where(outside, rounded.nextafter(full_like(rounded, towards)), rounded);
    }
}
