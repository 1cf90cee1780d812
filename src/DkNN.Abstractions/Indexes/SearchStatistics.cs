namespace DkNN;

/// <summary>What an index has done since it was built or loaded.</summary>
/// <param name="Queries">Queries answered.</param>
/// <param name="Distances">Distances computed over all of a row's floats.</param>
/// <param name="Candidates">Rows looked at in any cheaper form, and rows whose distance was computed.</param>
public readonly record struct SearchStatistics(long Queries, long Distances, long Candidates);
