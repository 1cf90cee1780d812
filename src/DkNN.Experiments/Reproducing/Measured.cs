using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>Takes single figures from a run's results, as publications name them.</summary>
internal static class Measured
{
    public static Func<RunResults, double?> Network(double epsilon) => run => At(run, epsilon)?.Network.Accuracy;

    public static Func<RunResults, double?> Softmax(double epsilon) => run => At(run, epsilon)?.Network.MeanConfidence;

    public static Func<RunResults, double?> Dknn(double epsilon) => run => At(run, epsilon)?.Dknn.Accuracy;

    /// <summary>Accuracy in one of the ten bins of credibility.</summary>
    public static Func<RunResults, double?> DknnBin(double epsilon, Index bin) => run => At(run, epsilon)?.Dknn.Reliability[bin].Accuracy;

    /// <summary>Accuracy in one of the ten bins of softmax confidence.</summary>
    public static Func<RunResults, double?> NetworkBin(double epsilon, Index bin) => run => At(run, epsilon)?.Network.Reliability[bin].Accuracy;

    /// <summary>Share of the images in one of the fifteen bins of how many neighbours are right.</summary>
    public static Func<RunResults, double?> Neighbors(double epsilon, string layer, Index bin) => run =>
    {
        var histogram = At(run, epsilon)?.NeighborCorrectness.FirstOrDefault(one => one.Layer == layer)?.Histogram;
        return histogram is null ? null : (double)histogram[bin.GetOffset(NeighborCorrectness.Bins)] / histogram.Sum();
    };

    /// <summary>Share of the foreign images that are trusted above 0.6.</summary>
    public static double? Trusted(RunResults run) => run.Ood.Count == 0 ? null : run.Ood[0].ShareCredibilityAbove06;

    private static EvaluationResult? At(RunResults run, double epsilon) =>
        run.Evaluations.FirstOrDefault(evaluation => evaluation.Epsilon == epsilon);
}
