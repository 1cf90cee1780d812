namespace DkNN.Vectors;

/// <summary>Recall on a sample of queries, and what that says of all queries like them.</summary>
/// <param name="Mean">The share of true neighbours found, over the sample.</param>
/// <param name="LowerBound">
/// What the recall over all such queries exceeds with 99 % confidence: the mean less 2.326 standard errors of it, queries being drawn
/// independently. Equal to the mean where every query fared alike.
/// </param>
public readonly record struct RecallEstimate(double Mean, double LowerBound)
{
    /// <summary>The 99th percentile of the standard normal distribution.</summary>
    private const double Quantile = 2.3263478740408408;

    /// <summary>Estimates from each query's share.</summary>
    /// <param name="hits">True neighbours found of every query, at least one query.</param>
    /// <param name="k">Neighbours a query.</param>
    public static RecallEstimate Of(ReadOnlySpan<int> hits, int k)
    {
        double sum = 0, squares = 0;
        foreach (int found in hits) sum += found;
        double mean = sum / hits.Length;
        foreach (int found in hits) squares += (found - mean) * (found - mean);
        double error = hits.Length < 2 ? 0 : Math.Sqrt(squares / (hits.Length - 1) / hits.Length);
        return new RecallEstimate(mean / k, Math.Max(0, (mean - (Quantile * error)) / k));
    }
}
