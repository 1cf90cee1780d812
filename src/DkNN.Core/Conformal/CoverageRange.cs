using MathNet.Numerics;

namespace DkNN.Core;

/// <summary>
/// Where the coverage of conformal prediction sets may lie by chance alone. That of one calibration set is itself drawn: over n calibration
/// images it has a Beta(q, n + 1 − q) distribution with q = (n + 1) · level (Vovk, "Conditional validity of inductive conformal predictors",
/// ACML 2012), and the images covered among m are binomial given it; together that is a beta-binomial distribution.
/// </summary>
/// <param name="Low">Least share, from 0 to 1.</param>
/// <param name="High">Greatest share.</param>
public readonly record struct CoverageRange(double Low, double High)
{
    /// <summary>Share of the experiments that stay inside, where p-values are what they claim to be.</summary>
    public const double Confidence = 0.99;

    /// <summary>The range.</summary>
    /// <param name="calibration">Calibration images, n, at least 1.</param>
    /// <param name="images">Images judged, m, at least 1.</param>
    /// <param name="level">The level of the sets, in (0, 1).</param>
    public static CoverageRange Of(int calibration, int images, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calibration, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(level, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, 1);
        double a = (calibration + 1) * level, b = (calibration + 1) * (1 - level);
        double log = SpecialFunctions.BetaLn(a, images + b) - SpecialFunctions.BetaLn(a, b);
        double tail = (1 - Confidence) / 2, below = 0;
        int? low = null;
        for (int covered = 0; covered <= images; covered++)
        {
            below += Math.Exp(log);
            if (low is null && below > tail) low = covered;
            if (below >= 1 - tail) return new((double)low!.Value / images, (double)covered / images);
            log += Math.Log((images - covered) / (covered + 1.0)) + Math.Log((covered + a) / (images - covered - 1 + b));
        }
        // Rounding kept the sum below: all of them lie inside.
        return new((low ?? 0) / (double)images, 1);
    }

    /// <summary>Whether a coverage may be chance.</summary>
    /// <param name="coverage">Share of images whose set holds their class.</param>
    public bool Holds(double coverage) => coverage >= Low && coverage <= High;
}
