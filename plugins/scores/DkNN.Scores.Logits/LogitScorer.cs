namespace DkNN.Scores.Logits;

/// <summary>A score that follows from an image's logits alone, and from nothing learnt.</summary>
/// <param name="score">From the logits of one image to its score.</param>
internal sealed class LogitScorer(Func<ReadOnlySpan<float>, double> score) : IScorer
{
    /// <inheritdoc/>
    public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
    {
        for (int image = 0; image < images.Count; image++) scores[image] = score(images.Logits.Row(image));
    }
}
