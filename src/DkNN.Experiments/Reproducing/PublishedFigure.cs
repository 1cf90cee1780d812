namespace DkNN.Experiments;

/// <summary>A figure that somebody published, and how a run measures the same.</summary>
/// <param name="What">What it is, for a person.</param>
/// <param name="Published">The published value, a share from 0 to 1.</param>
/// <param name="Source">Where it stands, such as "thesis, figure 4.3".</param>
/// <param name="Measured">Takes the same from a run's results; null where they have it not.</param>
public sealed record PublishedFigure(string What, double Published, string Source, Func<RunResults, double?> Measured);
