using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>What a score gives of some images.</summary>
/// <param name="Label">The score, as <see cref="ScoreChoice"/> calls it.</param>
/// <param name="Judges">Whose answer it judges.</param>
/// <param name="Values">One number an image, the larger the more trusted.</param>
public sealed record ScoreColumn(string Label, Predictor Judges, ImmutableArray<double> Values);
