namespace DkNN;

/// <summary>A score that is ready, and whose every fault is told by a <see cref="PluginFailedException"/>. Safe for concurrent use.</summary>
public sealed class FittedScore : IDisposable
{
    /// <summary>The kind of plugin that is called here.</summary>
    internal const string Kind = "score";

    private readonly IScorer _scorer;

    internal FittedScore(string name, ScoreNeeds needs, IScorer scorer) => (Name, Needs, _scorer) = (name, needs, scorer);

    /// <summary>Name of the plugin.</summary>
    public string Name { get; }

    /// <summary>What it reads.</summary>
    public ScoreNeeds Needs { get; }

    /// <summary>Scores images.</summary>
    /// <param name="images">What is known of them.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One finite number an image, the larger the more trusted.</returns>
    /// <exception cref="PluginFailedException">The plugin threw, or gave what is no number.</exception>
    public double[] Score(Observations images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        // What is not written is no score.
        double[] scores = new double[images.Count];
        Array.Fill(scores, double.NaN);
        PluginCall.Run(
            Kind,
            Name,
            () =>
            {
                _scorer.Score(images, scores, cancellationToken);
                return scores;
            },
            cancellationToken);
        int bad = Array.FindIndex(scores, score => !double.IsFinite(score));
        return bad < 0
            ? scores
            : throw PluginCall.Failure(Kind, Name, FormattableString.Invariant($"gave image {bad} the score {scores[bad]}, which has no rank."));
    }

    /// <summary>Frees what the plugin holds.</summary>
    public void Dispose() => (_scorer as IDisposable)?.Dispose();
}
