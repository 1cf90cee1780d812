using System.Collections.Immutable;

namespace DkNN.Core;

/// <summary>
/// The calibration set's nonconformity scores A, and the predictions that follow from them: steps 3 to 5 of Algorithm 1 of Papernot and
/// McDaniel (arXiv 1803.04765). Immutable, and safe for concurrent use.
/// </summary>
public sealed class CalibrationSet
{
    // One for every class, or one for all.
    private readonly ImmutableArray<ScoreCounts> _counts;

    /// <summary>Makes a calibration set.</summary>
    /// <param name="scores">α(x, y) of every calibration image x with its true label y, in any order; none negative.</param>
    /// <param name="conventions">How they give p-values and predictions; null for those of the thesis.</param>
    /// <exception cref="ArgumentException">
    /// There are no scores, one is negative, a class that is judged apart has none, or trimming leaves none.
    /// </exception>
    public CalibrationSet(IEnumerable<CalibrationScore> scores, Conventions? conventions = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Scores = [.. scores.OrderBy(score => score.Alpha).ThenBy(score => score.Label)];
        Conventions = conventions ?? Conventions.Thesis;
        if (Scores.IsEmpty) throw new ArgumentException("A calibration set needs at least one image.", nameof(scores));
        if (Scores[0].Alpha < 0) throw new ArgumentException($"Nonconformity is never negative, but a score is {Scores[0].Alpha}.", nameof(scores));

        int sets = Conventions.ClassConditional ? Scores.Max(score => score.Label) + 1 : 1;
        _counts = [.. Enumerable.Range(0, sets).Select(Counted)];
    }

    /// <summary>All scores in ascending order, before any trimming.</summary>
    public ImmutableArray<CalibrationScore> Scores { get; }

    /// <summary>|A|: the number of scores that p-values count, of all classes, after any trimming.</summary>
    public int Count => _counts.Sum(counts => counts.Count);

    /// <summary>How scores give p-values and predictions.</summary>
    public Conventions Conventions { get; }

    /// <summary>How usual a nonconformity is among the calibration images, in constant time.</summary>
    /// <param name="alpha">Nonconformity of an image with a class, at least 0.</param>
    /// <param name="label">The class; it matters where classes are judged apart.</param>
    /// <param name="draw">θ, from 0 to 1, of smoothed p-values; 1 gives the greatest.</param>
    /// <returns>A p-value from 0 to 1, which never rises with <paramref name="alpha"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The nonconformity is negative, or the class has no calibration images of its own.</exception>
    public double PValue(int alpha, int label = 0, double draw = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        if (!Conventions.ClassConditional) return _counts[0].PValue(alpha, draw);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)_counts.Length, nameof(label));
        return _counts[label].PValue(alpha, draw);
    }

    /// <summary>Predicts the class of one image.</summary>
    /// <param name="alpha">Nonconformity of the image with every class.</param>
    /// <param name="pValues">Receives the p-value of every class.</param>
    /// <param name="draw">θ, from 0 to 1, of smoothed p-values: one draw an image.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, or the spans differ in length.</exception>
    public ConformalPrediction Predict(ReadOnlySpan<int> alpha, Span<double> pValues, double draw = 1)
    {
        if (alpha.Length < 2) throw new ArgumentException($"A prediction needs two classes or more, not {alpha.Length}.", nameof(alpha));
        if (pValues.Length != alpha.Length)
        {
            throw new ArgumentException($"Room for {pValues.Length} p-values given; there are {alpha.Length} classes.", nameof(pValues));
        }

        for (int j = 0; j < alpha.Length; j++) pValues[j] = PValue(alpha[j], j, draw);
        int best = 0;
        double second = double.NegativeInfinity;
        for (int j = 1; j < alpha.Length; j++)
        {
            bool isBetter = IsBetter(pValues[j], alpha[j], pValues[best], alpha[best]);
            second = Math.Max(second, pValues[isBetter ? best : j]);
            if (isBetter) best = j;
        }
        return new ConformalPrediction(best, pValues[best], 1 - second);
    }

    private bool IsBetter(double p, int alpha, double bestP, int bestAlpha) => Conventions.Prediction switch
    {
        PredictionRule.Votes => alpha < bestAlpha,
        PredictionRule.PValue => p > bestP,
        _ => p > bestP || (p == bestP && alpha < bestAlpha),
    };

    private ScoreCounts Counted(int label)
    {
        int[] alphas = [.. Scores.Where(score => !Conventions.ClassConditional || score.Label == label).Select(score => score.Alpha)];
        if (alphas.Length == 0) throw new ArgumentException($"Class {label} has no calibration images, so that it cannot be judged apart; give more of them.");
        var counts = new ScoreCounts(alphas, Conventions.TrimZeros, Conventions.PValue);
        if (counts.Count > 0) return counts;
        string whose = Conventions.ClassConditional ? $"Every calibration score of class {label}" : "Every calibration score";
        throw new ArgumentException($"{whose} is 0, so that trimming zeros leaves none; keep them.");
    }
}
