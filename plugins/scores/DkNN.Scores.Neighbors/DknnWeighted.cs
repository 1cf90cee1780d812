namespace DkNN.Scores.Neighbors;

/// <summary>
/// DkNN's credibility (Papernot and McDaniel, arXiv 1803.04765, Algorithm 1) with votes that fall with distance: a neighbour at distance d
/// votes with 1/(1 + (d/h)²), where h is the mean distance from the calibration images to their farthest neighbour at that layer.
/// </summary>
/// <remarks>
/// A class's nonconformity is the share of votes for other classes, averaged over layers, from 0 to 1; a layer without neighbours votes for no
/// class. With α the least of any class and c of the n calibration images at least as nonconforming with their label, the score is
/// (c + 1 − α)/(n + 1): ordered as the p-value c/n, and where those are equal by α.
/// </remarks>
[Score("dknn-weighted", Description = "DkNN's greatest p-value, from votes that fall with distance")]
public sealed class DknnWeighted : IScore<NoOptions>
{
    private const string Scales = "scales";
    private const string Calibration = "calibration";

    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.Neighbors;

    /// <inheritdoc/>
    public Predictor Judges(NoOptions options) => Predictor.Dknn;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, NoOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        var images = data.Calibration;
        double[] scales = [.. images.Layers.Select(layer => ScaleOf(layer, images.Count))];
        double[] shares = new double[data.Classes];
        double[] alphas = new double[images.Count];
        for (int image = 0; image < images.Count; image++)
        {
            Vote(images, image, scales, shares);
            alphas[image] = 1 - shares[data.CalibrationLabels[image]];
        }
        alphas.AsSpan().Sort();
        return new ScoreState().Add(Scales, scales).Add(Calibration, alphas);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Scorer(state.Values(Scales).ToArray(), state.Values(Calibration).ToArray());
    }

    private static double ScaleOf(LayerNeighborhood layer, int images)
    {
        double sum = 0;
        int count = 0;
        for (int image = 0; image < images; image++)
        {
            var distances = NeighborRow.Of(layer.Distances, image, images);
            int last = distances.LastIndexOfAnyExcept(float.PositiveInfinity);
            if (last < 0) continue;
            sum += distances[last];
            count++;
        }
        // Where all lie on one another any scale does.
        return sum > 0 ? sum / count : 1;
    }

    /// <summary>Every class's share of the votes, averaged over layers.</summary>
    private static void Vote(Observations images, int image, double[] scales, double[] shares)
    {
        Array.Clear(shares);
        double[] votes = new double[shares.Length];
        for (int layer = 0; layer < scales.Length; layer++)
        {
            var labels = NeighborRow.Of(images.Layers[layer].Labels, image, images.Count);
            var distances = NeighborRow.Of(images.Layers[layer].Distances, image, images.Count);
            Array.Clear(votes);
            double all = 0;
            for (int place = 0; place < labels.Length; place++)
            {
                if (labels[place] < 0) continue;
                double ratio = distances[place] / scales[layer];
                double vote = 1 / (1 + (ratio * ratio));
                votes[labels[place]] += vote;
                all += vote;
            }
            if (all == 0) continue;
            for (int label = 0; label < shares.Length; label++) shares[label] += votes[label] / all / scales.Length;
        }
    }

    private sealed class Scorer(double[] scales, double[] calibration) : IScorer
    {
        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            if (images.Layers.Length != scales.Length) throw new InvalidDataException($"The score was fitted to {scales.Length} layers.");
            double[] shares = new double[images.Classes];
            for (int image = 0; image < images.Count; image++)
            {
                Vote(images, image, scales, shares);
                double share = shares.Max();
                scores[image] = (SortedCounts.AtLeast(calibration, 1 - share) + share) / (calibration.Length + 1);
            }
        }
    }
}
