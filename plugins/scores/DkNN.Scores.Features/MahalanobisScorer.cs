namespace DkNN.Scores.Features;

/// <summary>Fits and measures what both Mahalanobis scores need.</summary>
/// <param name="classes">A distribution a class, of shared covariance.</param>
/// <param name="background">That of all training images; null where it does not count.</param>
internal sealed class MahalanobisScorer(Gaussians classes, Gaussians? background) : IScorer
{
    private const string Origin = "origin";
    private const string Classes = "class";
    private const string Background = "all";

    public static ScoreState Fit(ScoreTraining data, double tolerance, bool relative, CancellationToken cancellationToken)
    {
        var rows = data.RequireFeatures();
        double[] mean = DoubleRows.Mean(rows);
        var means = ClassMeans.Of(rows, data.Labels);
        var state = new ScoreState().Add(Origin, mean);
        Gaussians.Fit(state, Classes, rows, means.Values, row => means[data.Labels[row]], tolerance, cancellationToken);
        if (relative) Gaussians.Fit(state, Background, rows, [mean], _ => mean, tolerance, cancellationToken);
        return state;
    }

    public static MahalanobisScorer Open(ScoreState state, bool relative)
    {
        var origin = state.Values(Origin);
        return new MahalanobisScorer(
            Gaussians.Open(state, Classes, origin), relative ? Gaussians.Open(state, Background, origin) : null);
    }

    public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
    {
        var features = images.RequireFeatures();
        for (int image = 0; image < images.Count; image++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = features.Row(image);
            scores[image] = (background?.Least(row) ?? 0) - classes.Least(row);
        }
    }
}
