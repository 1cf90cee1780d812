using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Measures how strong and how successful an attack is, batch by batch.</summary>
/// <param name="goal">What the attack is to reach.</param>
internal sealed class PerturbationMeter(AttackGoal goal)
{
    private long _count;
    private long _attackable;
    private long _succeeded;
    private double _linfSum, _linfMax, _l2Sum, _l2Max, _l0Sum, _l0Max;

    /// <summary>Adds how far a batch was moved.</summary>
    /// <param name="clean">Clean images.</param>
    /// <param name="perturbed">The same images attacked.</param>
    public void AddDistance(Tensor clean, Tensor perturbed)
    {
        using var scope = NewDisposeScope();
        // In float64 the difference of two float32 is as good as exact, and so is the check of the budget.
        var difference = (perturbed.to(ScalarType.Float64) - clean.to(ScalarType.Float64)).abs();
        Accumulate(difference.flatten(1).amax([1]), ref _linfSum, ref _linfMax);
        Accumulate(difference.flatten(1).square().sum(1).sqrt(), ref _l2Sum, ref _l2Max);
        // A pixel of several channels counts once.
        Accumulate(difference.amax([1]).flatten(1).gt(0).sum(1).to(ScalarType.Float64), ref _l0Sum, ref _l0Max);
        _count += clean.shape[0];
    }

    /// <summary>Adds where a batch led the network.</summary>
    /// <param name="clean">Logits of the clean images.</param>
    /// <param name="perturbed">Logits of the same images attacked.</param>
    /// <param name="labels">True labels.</param>
    /// <param name="classes">The classes to leave or to reach.</param>
    public void AddSuccess(Tensor clean, Tensor perturbed, Tensor labels, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var (before, after) = (clean.argmax(1), perturbed.argmax(1));
        var attackable = goal.Targeted ? classes.ne(before) : before.eq(labels);
        var reached = goal.Targeted ? after.eq(classes) : after.ne(labels);
        _attackable += attackable.sum().item<long>();
        _succeeded += attackable.logical_and(reached).sum().item<long>();
    }

    /// <summary>The measures over all batches.</summary>
    public PerturbationResult Result() => new(
        LinfMax: _linfMax,
        L2Mean: _l2Sum / _count,
        L0Mean: _l0Sum / _count,
        LinfMean: _linfSum / _count,
        L2Max: _l2Max,
        L0Max: _l0Max,
        SuccessRate: _attackable == 0 ? 0 : (double)_succeeded / _attackable);

    private static void Accumulate(Tensor values, ref double sum, ref double max)
    {
        sum += values.sum().item<double>();
        max = Math.Max(max, values.max().item<double>());
    }
}
