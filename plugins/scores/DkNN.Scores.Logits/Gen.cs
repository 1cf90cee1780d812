namespace DkNN.Scores.Logits;

/// <summary>
/// Generalised entropy (Liu, Lochman and Zach, "GEN: Pushing the Limits of Softmax-Based Out-of-Distribution Detection", CVPR 2023):
/// −Σ p^γ · (1 − p)^γ over the M greatest probabilities.
/// </summary>
[Score("gen", Description = "negative generalised entropy of the softmax")]
public sealed class Gen : IScore<GenOptions>
{
    /// <inheritdoc/>
    public ScoreNeeds Needs(GenOptions options) => ScoreNeeds.None;

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, GenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LogitScorer(logits => Score(logits, options.Gamma, options.Top));
    }

    private static double Score(ReadOnlySpan<float> logits, double gamma, int top)
    {
        double all = LogSumExp.Of(logits);
        Span<double> probabilities = logits.Length <= 256 ? stackalloc double[logits.Length] : new double[logits.Length];
        for (int label = 0; label < logits.Length; label++) probabilities[label] = Math.Exp(logits[label] - all);
        if (top > 0 && top < probabilities.Length)
        {
            probabilities.Sort();
            probabilities = probabilities[^top..];
        }
        double sum = 0;
        // The greatest may round to just above 1.
        foreach (double p in probabilities) sum += Math.Pow(p, gamma) * Math.Pow(Math.Max(0, 1 - p), gamma);
        return -sum;
    }
}
