using System.Collections.Immutable;

namespace DkNN.Reporting;

/// <summary>One number of every run.</summary>
/// <param name="Name">What it is of, such as an ε, a layer or a data set.</param>
/// <param name="Values">The number in every run; null where a run has none.</param>
public sealed record ComparedRow(string Name, ImmutableArray<double?> Values);
