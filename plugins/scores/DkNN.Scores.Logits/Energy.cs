namespace DkNN.Scores.Logits;

/// <summary>
/// The negative free energy of an image (Liu et al., "Energy-based Out-of-distribution Detection", NeurIPS 2020): log Σ exp z, at
/// temperature 1.
/// </summary>
[Score("energy", Description = "log-sum-exp of the logits, the negative free energy")]
public sealed class Energy : IScore<NoOptions>
{
    /// <summary>log Σ exp z, in double precision.</summary>
    /// <param name="logits">The logits of one image.</param>
    public static double LogSumExp(ReadOnlySpan<float> logits)
    {
        // The greatest is taken out, so that no exponential overflows.
        double greatest = double.NegativeInfinity, sum = 0;
        foreach (float logit in logits) greatest = Math.Max(greatest, logit);
        foreach (float logit in logits) sum += Math.Exp(logit - greatest);
        return greatest + Math.Log(sum);
    }

    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.None;

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options) => new LogitScorer(LogSumExp);
}
