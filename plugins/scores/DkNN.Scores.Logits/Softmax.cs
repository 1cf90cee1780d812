namespace DkNN.Scores.Logits;

/// <summary>
/// The greatest softmax probability (Hendrycks and Gimpel, "A Baseline for Detecting Misclassified and Out-of-Distribution Examples in Neural
/// Networks", ICLR 2017): max p.
/// </summary>
[Score("softmax", Description = "the network's confidence: its greatest softmax probability")]
public sealed class Softmax : IScore<NoOptions>, IScorer
{
    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.None;

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options) => this;

    /// <inheritdoc/>
    public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        for (int image = 0; image < images.Count; image++) scores[image] = images.NetworkConfidences[image];
    }
}
