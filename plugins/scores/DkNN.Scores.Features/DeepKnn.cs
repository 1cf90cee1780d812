using DkNN.Vectors;

namespace DkNN.Scores.Features;

/// <summary>
/// Deep nearest neighbours (Sun et al., "Out-of-Distribution Detection with Deep Nearest Neighbors", ICML 2022): −‖f̂ − f̂_(k)‖², with f̂ the
/// features at unit norm and f̂_(k) the k-th nearest training image's. Features that are all zero stay so.
/// </summary>
[Score("deep-knn", Description = "negative squared distance to the k-th nearest training image, by features of unit norm")]
public sealed class DeepKnn : IScore<DeepKnnOptions>
{
    private const string Training = "training";

    /// <inheritdoc/>
    public ScoreNeeds Needs(DeepKnnOptions options) => ScoreNeeds.Features;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, DeepKnnOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ScoreState().Add(Training, Normalized(data.RequireFeatures()));
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, DeepKnnOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        return new Scorer(new ExactSearch(state.Rows(Training)), options.K);
    }

    private static RowMatrix Normalized(RowMatrix rows)
    {
        var unit = RowMatrix.Allocate(rows.Count, rows.Dimension);
        for (int row = 0; row < rows.Count; row++)
        {
            var values = rows.Row(row);
            double sum = 0;
            foreach (float value in values) sum += (double)value * value;
            if (sum == 0) continue;
            double norm = Math.Sqrt(sum);
            var to = unit.MutableRow(row);
            for (int at = 0; at < to.Length; at++) to[at] = (float)(values[at] / norm);
        }
        return unit;
    }

    private sealed class Scorer(ExactSearch search, int wanted) : IScorer, IDisposable
    {
        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            int k = Math.Min(wanted, search.Rows.Count);
            using var queries = Normalized(images.RequireFeatures());
            int[] ids = new int[images.Count * k];
            float[] distances = new float[images.Count * k];
            search.Search(queries, k, ids, distances, cancellationToken);
            for (int image = 0; image < images.Count; image++)
            {
                double farthest = distances[(image * k) + k - 1];
                scores[image] = -farthest * farthest;
            }
        }

        public void Dispose() => search.Dispose();
    }
}
