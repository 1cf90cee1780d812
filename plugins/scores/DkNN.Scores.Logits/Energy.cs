namespace DkNN.Scores.Logits;

/// <summary>
/// The negative free energy of an image (Liu et al., "Energy-based Out-of-distribution Detection", NeurIPS 2020): log Σ exp z, at
/// temperature 1.
/// </summary>
[Score("energy", Description = "log-sum-exp of the logits, the negative free energy")]
public sealed class Energy : IScore<NoOptions>
{
    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.None;

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options) => new LogitScorer(LogSumExp.Of);
}
