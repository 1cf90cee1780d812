namespace DkNN.Core;

/// <summary>
/// How well a score tells trusted images (in-distribution, or clean) from the others (out-of-distribution, or attacked). Higher scores
/// mean more trusted.
/// </summary>
/// <param name="Auroc">Area under the ROC curve: the share of (in, out) pairs where "in" scores higher, ties counting half.</param>
/// <param name="AuprOut">Average precision, step by step without interpolation, with "out" as the positive class.</param>
/// <param name="AuprIn">The same with "in" as the positive class.</param>
/// <param name="FprAt95Tpr">
/// Share of "out" at or above the largest threshold that keeps at least 95 % of "in": how many strangers pass when few friends may be
/// refused.
/// </param>
/// <param name="FlaggedAt95Caught">
/// The other direction, as OpenOOD has it: share of "in" at or below the smallest threshold that catches at least 95 % of "out": how many
/// friends are refused when few strangers may pass.
/// </param>
public sealed record RankingMetrics(double Auroc, double AuprOut, double AuprIn, double FprAt95Tpr, double FlaggedAt95Caught)
{
    /// <summary>Computes the metrics in O(n log n).</summary>
    /// <param name="inScores">Scores of trusted images; none NaN.</param>
    /// <param name="outScores">Scores of the others; none NaN.</param>
    /// <returns>The metrics, or null where one side is empty and nothing can be ranked.</returns>
    /// <exception cref="ArgumentException">A score is NaN.</exception>
    public static RankingMetrics? Of(ReadOnlySpan<double> inScores, ReadOnlySpan<double> outScores)
    {
        if (inScores.IsEmpty || outScores.IsEmpty) return null;
        double[] trusted = Sorted(inScores), others = Sorted(outScores);
        double[] caught = Negated(others), flagged = Negated(trusted);
        return new RankingMetrics(AreaUnderRoc(trusted, others), AveragePrecision(caught, flagged),
            AveragePrecision(trusted, others), FalsePositiveRate(trusted, others), FalsePositiveRate(caught, flagged));
    }

    private static double[] Sorted(ReadOnlySpan<double> scores)
    {
        double[] sorted = scores.ToArray();
        Array.Sort(sorted);
        // NaN sorts first.
        return double.IsNaN(sorted[0]) ? throw new ArgumentException("A score is NaN; it has no rank.", nameof(scores)) : sorted;
    }

    private static double[] Negated(double[] sorted)
    {
        var negated = new double[sorted.Length];
        for (int i = 0; i < sorted.Length; i++) negated[i] = -sorted[^(i + 1)];
        return negated;
    }

    // Counted in halves with whole numbers, so that the result does not depend on the order of addition.
    private static double AreaUnderRoc(double[] trusted, double[] others)
    {
        long halves = 0;
        int below = 0, upTo = 0;
        foreach (double score in trusted)
        {
            while (below < others.Length && others[below] < score) below++;
            while (upTo < others.Length && others[upTo] <= score) upTo++;
            halves += below + upTo;
        }
        return halves / (2.0 * trusted.Length * others.Length);
    }

    // Both ascending. Thresholds fall from the largest positive score; equal scores pass together.
    private static double AveragePrecision(double[] positives, double[] negatives)
    {
        double sum = 0;
        int truePositives = 0, falsePositives = 0;
        while (truePositives < positives.Length)
        {
            double threshold = positives[^(truePositives + 1)];
            int before = truePositives;
            while (truePositives < positives.Length && positives[^(truePositives + 1)] >= threshold) truePositives++;
            while (falsePositives < negatives.Length && negatives[^(falsePositives + 1)] >= threshold) falsePositives++;
            sum += (truePositives - before) * ((double)truePositives / (truePositives + falsePositives));
        }
        return sum / positives.Length;
    }

    private static double FalsePositiveRate(double[] trusted, double[] others)
    {
        // The fewest that are 95 %, in whole numbers: 19/20 rounded up.
        int kept = (int)(((19L * trusted.Length) + 19) / 20);
        double threshold = trusted[^kept];
        return (double)others.Count(score => score >= threshold) / others.Length;
    }
}
