using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Measures how far an attack moves images, batch by batch.</summary>
internal sealed class PerturbationMeter
{
    private long _count;
    private double _linfSum, _linfMax, _l2Sum, _l2Max, _l0Sum, _l0Max;

    /// <summary>Adds a batch.</summary>
    /// <param name="clean">Clean images.</param>
    /// <param name="perturbed">The same images attacked.</param>
    public void Add(Tensor clean, Tensor perturbed)
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

    /// <summary>The measures over all batches; how often the attack succeeded is not known here.</summary>
    public PerturbationResult Result() => new(
        LinfMax: _linfMax,
        L2Mean: _l2Sum / _count,
        L0Mean: _l0Sum / _count,
        LinfMean: _linfSum / _count,
        L2Max: _l2Max,
        L0Max: _l0Max,
        SuccessRate: 0);

    private static void Accumulate(Tensor values, ref double sum, ref double max)
    {
        sum += values.sum().item<double>();
        max = Math.Max(max, values.max().item<double>());
    }
}
