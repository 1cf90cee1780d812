namespace DkNN.Scores.Neighbors;

/// <summary>
/// Local intrinsic dimensionality (Ma et al., "Characterizing Adversarial Subspaces Using Local Intrinsic Dimensionality", ICLR 2018): at every
/// layer −(1/k Σ log(r_i/r_k))⁻¹ of the distances r to the k nearest training images; the score is the negated mean, over layers, of that over
/// the calibration images' mean.
/// </summary>
/// <remarks>
/// The authors weigh layers by a logistic regression on attacked images; nothing here is fitted to an attack. They seek neighbours among a
/// batch, here they are DkNN's. Distances of zero, as of an image that was trained on, are left out; where fewer than two are left, or all are
/// equal, there is no estimate, and the layer counts as calibration images do on average.
/// </remarks>
[Score("lid", Description = "negative local intrinsic dimensionality, each layer's over that of calibration images")]
public sealed class Lid : IScore<LidOptions>
{
    private const string Means = "means";

    /// <inheritdoc/>
    public ScoreNeeds Needs(LidOptions options) => ScoreNeeds.Neighbors;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, LidOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var images = data.Calibration;
        return new ScoreState().Add(Means, [.. images.Layers.Select(MeanOf)]);

        double MeanOf(LayerNeighborhood layer)
        {
            double[] estimates = [.. Enumerable.Range(0, images.Count)
                .Select(image => Estimate(NeighborRow.Of(layer.Distances, image, images.Count), options.K))
                .OfType<double>()];
            return estimates.Length == 0 ? 1 : estimates.Average();
        }
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, LidOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        return new Scorer(state.Values(Means).ToArray(), options.K);
    }

    private static double? Estimate(ReadOnlySpan<float> distances, int wanted)
    {
        // Nearest first: zeros stand before, those that were not found behind.
        var found = distances[..Math.Min(wanted, distances.Length)];
        found = found[..(found.LastIndexOfAnyExcept(float.PositiveInfinity) + 1)].TrimStart(0f);
        double sum = 0;
        foreach (float distance in found) sum -= Math.Log((double)distance / found[^1]);
        return sum > 0 ? found.Length / sum : null;
    }

    private sealed class Scorer(double[] means, int k) : IScorer
    {
        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            if (images.Layers.Length != means.Length) throw new InvalidDataException($"The score was fitted to {means.Length} layers.");
            for (int image = 0; image < images.Count; image++)
            {
                double sum = 0;
                for (int layer = 0; layer < means.Length; layer++)
                {
                    double? estimate = Estimate(NeighborRow.Of(images.Layers[layer].Distances, image, images.Count), k);
                    sum += estimate / means[layer] ?? 1;
                }
                scores[image] = -sum / Math.Max(1, means.Length);
            }
        }
    }
}
