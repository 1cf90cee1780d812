using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DkNN.Model;

/// <summary>What DkNN and the network say of one image.</summary>
/// <param name="Label">The class that DkNN predicts: the one with the greatest p-value, ties by the smaller α.</param>
/// <param name="Credibility">Its p-value, from 0 to 1: how well the training images support it.</param>
/// <param name="Confidence">1 − the second greatest p-value: how well they exclude all other classes.</param>
/// <param name="NetworkLabel">The class of the network's greatest logit.</param>
/// <param name="NetworkConfidence">Its softmax probability, from 0 to 1.</param>
/// <param name="Alpha">Nonconformity with every class: neighbours, over all layers, of other classes.</param>
/// <param name="PValues">p-value of every class.</param>
public sealed record DkNNPrediction(
    int Label,
    double Credibility,
    double Confidence,
    int NetworkLabel,
    double NetworkConfidence,
    ImmutableArray<int> Alpha,
    ImmutableArray<double> PValues)
{
    /// <summary>
    /// Whether the image, given as bytes, shows nothing: all its pixels are alike. It has an answer as every image has, which means nothing;
    /// <see cref="Verdict"/> says so, whatever the credibility.
    /// </summary>
    [JsonIgnore]
    public bool IsBlank { get; init; }

    /// <summary>The conformal prediction set.</summary>
    /// <param name="level">
    /// The wanted coverage, in (0, 1): the set holds the true class of that share of images like those that calibrated, or more.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range.</exception>
    public PredictionSet Set(double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(level, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, 1);
        return new PredictionSet(level, [.. Enumerable.Range(0, PValues.Length).Where(j => PValues[j] > 1 - level)]);
    }
}
