using System.Numerics;

namespace DkNN.Scores;

/// <summary>log Σ exp, compiled into each plugin that needs it, for a plugin refers to contracts only.</summary>
internal static class LogSumExp
{
    /// <summary>log Σ exp z, in double precision; minus infinity of nothing.</summary>
    /// <param name="logits">The logits of one image.</param>
    public static double Of<T>(ReadOnlySpan<T> logits)
        where T : INumber<T>
    {
        // The greatest is taken out, so that no exponential overflows.
        double greatest = double.NegativeInfinity, sum = 0;
        foreach (var logit in logits) greatest = Math.Max(greatest, double.CreateTruncating(logit));
        foreach (var logit in logits) sum += Math.Exp(double.CreateTruncating(logit) - greatest);
        return greatest + Math.Log(sum);
    }
}
