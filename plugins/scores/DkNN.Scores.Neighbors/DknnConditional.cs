namespace DkNN.Scores.Neighbors;

/// <summary>
/// The greatest class-conditional p-value (Vovk, "Conditional Validity of Inductive Conformal Predictors", ACML 2012): DkNN's nonconformity
/// with a class, held against the calibration images of that class alone. p_j is the share of them that are at least as nonconforming; that of
/// a class without calibration images is 0.
/// </summary>
[Score("dknn-conditional", Description = "DkNN's greatest p-value, of each class by its own calibration images")]
public sealed class DknnConditional : IScore<NoOptions>
{
    private const string Calibration = "calibration";
    private const string Counts = "counts";

    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.PValues;

    /// <inheritdoc/>
    public Predictor Judges(NoOptions options) => Predictor.Dknn;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, NoOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        var classes = Enumerable.Range(0, data.Classes).Select(_ => new List<double>()).ToArray();
        for (int image = 0; image < data.Calibration.Count; image++)
        {
            int label = data.CalibrationLabels[image];
            classes[label].Add(data.Calibration.Alpha.Span[(image * data.Classes) + label]);
        }
        return new ScoreState()
            .Add(Calibration, [.. classes.SelectMany(alphas => alphas.Order())])
            .Add(Counts, [.. classes.Select(alphas => (double)alphas.Count)]);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Scorer(state.Values(Calibration).ToArray(), state.Values(Counts).ToArray());
    }

    private sealed class Scorer(double[] calibration, double[] counts) : IScorer
    {
        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            for (int image = 0; image < images.Count; image++) scores[image] = Greatest(NeighborRow.Of(images.Alpha, image, images.Count));
        }

        private double Greatest(ReadOnlySpan<int> alphas)
        {
            double greatest = 0;
            int start = 0;
            for (int label = 0; label < counts.Length; label++)
            {
                int count = (int)counts[label];
                var own = calibration.AsSpan(start, count);
                if (count > 0) greatest = Math.Max(greatest, (double)SortedCounts.AtLeast(own, alphas[label]) / count);
                start += count;
            }
            return greatest;
        }
    }
}
