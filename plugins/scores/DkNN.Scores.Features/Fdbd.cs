using System.Numerics.Tensors;

namespace DkNN.Scores.Features;

/// <summary>
/// The distance to decision boundaries (Liu and Qin, "Fast Decision Boundary based Out-of-Distribution Detector", ICML 2024): the mean, over
/// the classes other than the predicted one, of (z_max − z_c)/‖w_max − w_c‖, over ‖f − μ‖ with μ the mean of the training images' features.
/// </summary>
/// <remarks>Between classes of equal weights there is no boundary: such a pair is left out of the mean.</remarks>
[Score("fdbd", Description = "mean distance to the decision boundaries, over the distance to the training images' mean")]
public sealed class Fdbd : IScore<NoOptions>
{
    private const string Mean = "mean";
    private const string Gaps = "gaps";

    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.Features;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, NoOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        var weights = data.RequireHead().Weights;
        double[] gaps = new double[weights.Count * weights.Count];
        for (int pair = 0; pair < gaps.Length; pair++)
        {
            var left = weights.Row(pair / weights.Count);
            var right = weights.Row(pair % weights.Count);
            double sum = 0;
            for (int at = 0; at < left.Length; at++) sum += ((double)left[at] - right[at]) * ((double)left[at] - right[at]);
            gaps[pair] = Math.Sqrt(sum);
        }
        return new ScoreState().Add(Mean, DoubleRows.Mean(data.RequireFeatures())).Add(Gaps, gaps);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Scorer(state.Values(Mean).ToArray(), state.Values(Gaps).ToArray());
    }

    private sealed class Scorer(double[] mean, double[] gaps) : IScorer
    {
        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            var features = images.RequireFeatures();
            double[] shifted = new double[mean.Length];
            for (int image = 0; image < images.Count; image++)
            {
                DoubleRows.Subtract(features.Row(image), mean, shifted);
                double radius = Math.Sqrt(DoubleRows.Dot(shifted, shifted));
                // At the mean itself the least number stands for zero, so that the score is finite and greater than others.
                scores[image] = MeanDistance(images.Logits.Row(image)) / Math.Max(radius, float.Epsilon);
            }
        }

        private double MeanDistance(ReadOnlySpan<float> logits)
        {
            int predicted = TensorPrimitives.IndexOfMax(logits);
            var boundaries = gaps.AsSpan(predicted * logits.Length, logits.Length);
            double sum = 0;
            int count = 0;
            for (int label = 0; label < logits.Length; label++)
            {
                if (boundaries[label] == 0) continue;
                sum += ((double)logits[predicted] - logits[label]) / boundaries[label];
                count++;
            }
            return count == 0 ? 0 : sum / count;
        }
    }
}
