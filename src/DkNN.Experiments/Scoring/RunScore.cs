namespace DkNN.Experiments;

/// <summary>A score that is ready.</summary>
/// <param name="Choice">The score.</param>
/// <param name="Fitted">Gives its numbers.</param>
/// <param name="Key">All that determines them, but for the images.</param>
internal sealed record RunScore(ScoreChoice Choice, FittedScore Fitted, ArtefactKey Key);
