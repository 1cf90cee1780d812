using DkNN.Vectors;

namespace DkNN.Scores.Features;

/// <summary>Normal distributions of one covariance, whose squared distances M(f; μ, Σ) = (f − μ)ᵀΣ⁺(f − μ) are measured from whitened means.</summary>
/// <remarks>In the score's state are the whitening transform, row after row, and the means, row after row.</remarks>
internal sealed class Gaussians
{
    private readonly double[] _whitening;
    private readonly double[] _origin;
    private readonly double[] _means;
    private readonly int _rank;

    private Gaussians(double[] whitening, double[] origin, double[] means)
    {
        (_whitening, _origin, _rank) = (whitening, origin, whitening.Length / origin.Length);
        Count = means.Length / origin.Length;
        _means = new double[Count * _rank];
        for (int mean = 0; mean < Count; mean++)
        {
            double[] shifted = means[(mean * origin.Length)..((mean + 1) * origin.Length)];
            for (int at = 0; at < shifted.Length; at++) shifted[at] -= origin[at];
            Whiten(shifted, _means.AsSpan(mean * _rank, _rank));
        }
    }

    /// <summary>Number of means.</summary>
    public int Count { get; }

    /// <summary>Learns the distributions.</summary>
    /// <param name="state">Takes them.</param>
    /// <param name="name">Their name in the state.</param>
    /// <param name="rows">Training rows.</param>
    /// <param name="means">Every distribution's mean.</param>
    /// <param name="centre">The mean that a row is of, by its position.</param>
    /// <param name="tolerance">See <see cref="MahalanobisOptions.Tolerance"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static void Fit(
        ScoreState state,
        string name,
        RowMatrix rows,
        IEnumerable<double[]> means,
        Func<int, double[]> centre,
        double tolerance,
        CancellationToken cancellationToken)
    {
        var eigen = Eigen.Of(Scatter.Around(rows, centre, cancellationToken));
        state.Add(name + ".w", eigen.Whitening(tolerance)).Add(name + ".m", [.. means.SelectMany(mean => mean)]);
    }

    /// <summary>Reads what <see cref="Fit"/> added.</summary>
    /// <param name="state">The state.</param>
    /// <param name="name">Their name in it.</param>
    /// <param name="origin">What is subtracted of all, so that large means cost no digits.</param>
    public static Gaussians Open(ScoreState state, string name, ReadOnlySpan<double> origin)
    {
        var (whitening, means) = (state.Values(name + ".w").ToArray(), state.Values(name + ".m").ToArray());
        return origin.Length > 0 && whitening.Length % origin.Length == 0 && means.Length % origin.Length == 0
            ? new Gaussians(whitening, origin.ToArray(), means)
            : throw new InvalidDataException($"The parts '{name}' of the score's state are of another dimension than its origin.");
    }

    /// <summary>The least M of any mean.</summary>
    public double Least(ReadOnlySpan<float> features)
    {
        double[] shifted = new double[_origin.Length];
        double[] white = new double[_rank];
        DoubleRows.Subtract(features, _origin, shifted);
        Whiten(shifted, white);
        double least = double.PositiveInfinity;
        for (int mean = 0; mean < Count; mean++)
        {
            double sum = 0;
            var other = _means.AsSpan(mean * _rank, _rank);
            for (int at = 0; at < white.Length; at++) sum += (white[at] - other[at]) * (white[at] - other[at]);
            least = Math.Min(least, sum);
        }
        return least;
    }

    private void Whiten(ReadOnlySpan<double> shifted, Span<double> white)
    {
        for (int at = 0; at < white.Length; at++)
        {
            white[at] = DoubleRows.Dot(_whitening.AsSpan(at * shifted.Length, shifted.Length), shifted);
        }
    }
}
