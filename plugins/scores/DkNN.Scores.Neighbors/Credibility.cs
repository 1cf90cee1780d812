using System.Numerics.Tensors;

namespace DkNN.Scores.Neighbors;

/// <summary>
/// DkNN's credibility (Papernot and McDaniel, arXiv 1803.04765, section IV): the greatest p-value, under the run's conventions.
/// </summary>
[Score("credibility", Description = "DkNN's greatest p-value")]
public sealed class Credibility : IScore<NoOptions>, IScorer
{
    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.PValues;

    /// <inheritdoc/>
    public Predictor Judges(NoOptions options) => Predictor.Dknn;

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options) => this;

    /// <inheritdoc/>
    public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        for (int image = 0; image < images.Count; image++)
        {
            scores[image] = TensorPrimitives.Max(images.PValues.Span.Slice(image * images.Classes, images.Classes));
        }
    }
}
