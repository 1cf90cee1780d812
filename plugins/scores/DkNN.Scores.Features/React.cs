namespace DkNN.Scores.Features;

/// <summary>
/// Rectified activations (Sun, Guo and Li, "ReAct: Out-of-distribution Detection With Rectified Activations", NeurIPS 2021): log Σ exp of the
/// logits W·min(f, t) + b, with t a percentile of the training images' features.
/// </summary>
[Score("react", Description = "energy of the logits of features that are cut above a percentile")]
public sealed class React : IScore<ReactOptions>
{
    private const string Weights = "weights";
    private const string Bias = "bias";
    private const string Threshold = "threshold";

    /// <inheritdoc/>
    public ScoreNeeds Needs(ReactOptions options) => ScoreNeeds.Features;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, ReactOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var head = data.RequireHead();
        double[] weights = new double[head.Weights.Count * head.Weights.Dimension];
        double[] zero = new double[head.Weights.Dimension];
        for (int label = 0; label < head.Weights.Count; label++)
        {
            DoubleRows.Subtract(head.Weights.Row(label), zero, weights.AsSpan(label * zero.Length, zero.Length));
        }
        return new ScoreState()
            .Add(Threshold, [Percentile.Of(data.RequireFeatures(), options.Percentile)])
            .Add(Weights, weights)
            .Add(Bias, [.. head.Bias.Select(value => (double)value)]);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, ReactOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Scorer(state.Values(Weights).ToArray(), state.Values(Bias).ToArray(), state.Values(Threshold)[0]);
    }

    private sealed class Scorer(double[] weights, double[] bias, double threshold) : IScorer
    {
        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            var features = images.RequireFeatures();
            double[] cut = new double[features.Dimension];
            double[] logits = new double[bias.Length];
            for (int image = 0; image < images.Count; image++)
            {
                var row = features.Row(image);
                for (int at = 0; at < cut.Length; at++) cut[at] = Math.Min(row[at], threshold);
                for (int label = 0; label < logits.Length; label++)
                {
                    logits[label] = bias[label] + DoubleRows.Dot(weights.AsSpan(label * cut.Length, cut.Length), cut);
                }
                scores[image] = LogSumExp.Of<double>(logits);
            }
        }
    }
}
