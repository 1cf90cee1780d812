using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>
/// How well a score tells attacked images that fool the network, right before and wrong after, from the clean ones that it gets right; all null
/// where a side has none.
/// </summary>
/// <param name="Auroc">Area under the ROC curve.</param>
/// <param name="Aupr">Average precision with the attacked images as the positive class.</param>
/// <param name="FprAt95Tpr">Share of the attacked images that pass where 95 % of the clean ones do.</param>
public sealed record DetectionResult(double? Auroc, double? Aupr, double? FprAt95Tpr)
{
    /// <summary>Average precision with the clean images as the positive class; null too in files from before it was kept.</summary>
    public double? AuprIn { get; init; }

    /// <summary>
    /// Share of the clean images that are flagged where 95 % of the attacked ones are caught; null too in files from before it was kept.
    /// </summary>
    public double? FlaggedAt95Caught { get; init; }

    /// <summary>Ranks scores.</summary>
    /// <param name="clean">Scores of the clean images that the network gets right.</param>
    /// <param name="attacked">Scores of the attacked images that fool the network.</param>
    public static DetectionResult Of(ReadOnlySpan<double> clean, ReadOnlySpan<double> attacked)
    {
        RankingMetrics? metrics = RankingMetrics.Of(clean, attacked);
        return new(metrics?.Auroc, metrics?.AuprOut, metrics?.FprAt95Tpr) { AuprIn = metrics?.AuprIn, FlaggedAt95Caught = metrics?.FlaggedAt95Caught };
    }
}
