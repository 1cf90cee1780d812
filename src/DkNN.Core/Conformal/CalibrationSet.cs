using System.Collections.Immutable;

namespace DkNN.Core;

/// <summary>
/// The calibration set's nonconformity scores A, and the predictions that follow from them: steps 3 to 5 of Algorithm 1 of Papernot and
/// McDaniel (arXiv 1803.04765). Immutable, and safe for concurrent use.
/// </summary>
public sealed class CalibrationSet
{
    // p-value of every score from 0 to the largest of A; the last entry stands for all scores above.
    private readonly double[] _pValues;

    /// <summary>Makes a calibration set.</summary>
    /// <param name="scores">α(x, y) of every calibration image x with its true label y, in any order; none negative.</param>
    /// <param name="options">Conventions of the p-value; null for the default ones.</param>
    /// <exception cref="ArgumentException">There are no scores, one is negative, or trimming leaves none.</exception>
    public CalibrationSet(IEnumerable<int> scores, CalibrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Scores = [.. scores.Order()];
        Options = options ?? CalibrationOptions.Default;
        if (Scores.IsEmpty) throw new ArgumentException("A calibration set needs at least one image.", nameof(scores));
        if (Scores[0] < 0) throw new ArgumentException($"Nonconformity is never negative, but a score is {Scores[0]}.", nameof(scores));

        int trimmed = Options.TrimZeros ? Scores.Count(score => score == 0) : 0;
        Count = Scores.Length - trimmed;
        if (Count == 0)
        {
            throw new ArgumentException(
                "Every calibration score is 0, so that trimming zeros leaves none; turn TrimZeros off.", nameof(options));
        }

        _pValues = new double[Scores[^1] + 2];
        int extra = Options.Smoothed ? 1 : 0;
        for (int alpha = 0, below = trimmed; alpha < _pValues.Length; alpha++)
        {
            while (below < Scores.Length && Scores[below] < alpha) below++;
            _pValues[alpha] = (double)(Scores.Length - below + extra) / (Count + extra);
        }
    }

    /// <summary>All scores in ascending order, before any trimming.</summary>
    public ImmutableArray<int> Scores { get; }

    /// <summary>|A|: the number of scores that p-values count, after any trimming.</summary>
    public int Count { get; }

    /// <summary>Conventions of the p-value.</summary>
    public CalibrationOptions Options { get; }

    /// <summary>The share of calibration scores that are at least as strange, in constant time.</summary>
    /// <param name="alpha">Nonconformity of an image with a class, at least 0.</param>
    /// <returns>A p-value from 0 to 1, which never rises with <paramref name="alpha"/>.</returns>
    public double PValue(int alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        return _pValues[Math.Min(alpha, _pValues.Length - 1)];
    }

    /// <summary>Predicts the class of one image.</summary>
    /// <param name="alpha">Nonconformity of the image with every class.</param>
    /// <param name="pValues">Receives the p-value of every class.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, or the spans differ in length.</exception>
    public ConformalPrediction Predict(ReadOnlySpan<int> alpha, Span<double> pValues)
    {
        if (alpha.Length < 2) throw new ArgumentException($"A prediction needs two classes or more, not {alpha.Length}.", nameof(alpha));
        if (pValues.Length != alpha.Length)
        {
            throw new ArgumentException($"Room for {pValues.Length} p-values given; there are {alpha.Length} classes.", nameof(pValues));
        }

        int best = 0;
        double second = double.NegativeInfinity;
        pValues[0] = PValue(alpha[0]);
        for (int j = 1; j < alpha.Length; j++)
        {
            pValues[j] = PValue(alpha[j]);
            // p never rises with α, so that the smallest α has the largest p, and breaks ties of p as it should.
            if (alpha[j] < alpha[best])
            {
                second = pValues[best];
                best = j;
            }
            else second = Math.Max(second, pValues[j]);
        }
        return new ConformalPrediction(best, pValues[best], 1 - second);
    }
}
