using DkNN.Vectors;

namespace DkNN.Scores.Features;

/// <summary>
/// The trust score (Jiang et al., "To Trust Or Not To Trust A Classifier", NeurIPS 2018), on features and without the authors' filter of
/// training images: the distance to the nearest training image of any class but the predicted one, over that to the nearest of that class.
/// </summary>
/// <remarks>
/// Where both distances are zero the score is 1. Where only that to the predicted class is, the least single-precision number stands for it, so
/// that the score is finite and still the greatest; the greatest number stands for the distance to a class without training images.
/// </remarks>
[Score("trust", Description = "distance to the nearest class not predicted over that to the predicted one")]
public sealed class Trust : IScore<NoOptions>
{
    private const string Training = "training";
    private const string Counts = "counts";

    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.Features;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, NoOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        var rows = data.RequireFeatures();
        int[] order = [.. Enumerable.Range(0, rows.Count).OrderBy(row => data.Labels[row])];
        var grouped = RowMatrix.Allocate(rows.Count, rows.Dimension);
        double[] counts = new double[data.Classes];
        for (int row = 0; row < order.Length; row++)
        {
            rows.Row(order[row]).CopyTo(grouped.MutableRow(row));
            counts[data.Labels[order[row]]]++;
        }
        return new ScoreState().Add(Training, grouped).Add(Counts, counts);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Scorer(state.Rows(Training), state.Values(Counts));
    }

    private sealed class Scorer : IScorer, IDisposable
    {
        private readonly ExactSearch?[] _classes;

        public Scorer(RowMatrix rows, ReadOnlySpan<double> counts)
        {
            _classes = new ExactSearch?[counts.Length];
            int start = 0;
            for (int label = 0; label < counts.Length; label++)
            {
                int count = (int)counts[label];
                if (count > 0) _classes[label] = new ExactSearch(rows.Slice(start, count));
                start += count;
            }
        }

        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            var features = images.RequireFeatures();
            float[] predicted = new float[images.Count];
            float[] others = new float[images.Count];
            predicted.AsSpan().Fill(float.MaxValue);
            others.AsSpan().Fill(float.MaxValue);
            int[] ids = new int[images.Count];
            float[] distances = new float[images.Count];
            for (int label = 0; label < _classes.Length; label++)
            {
                if (_classes[label] is not { } search) continue;
                search.Search(features, 1, ids, distances, cancellationToken);
                for (int image = 0; image < images.Count; image++)
                {
                    float[] least = images.NetworkLabels[image] == label ? predicted : others;
                    least[image] = Math.Min(least[image], distances[image]);
                }
            }
            for (int image = 0; image < images.Count; image++) scores[image] = Ratio(others[image], predicted[image]);
        }

        public void Dispose()
        {
            foreach (var search in _classes) search?.Dispose();
        }

        private static double Ratio(float other, float predicted) =>
            other == predicted ? 1 : other / (double)Math.Max(predicted, float.Epsilon);
    }
}
