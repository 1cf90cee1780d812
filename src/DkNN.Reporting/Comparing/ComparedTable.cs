using System.Collections.Immutable;

namespace DkNN.Reporting;

/// <summary>Numbers of one kind, a column for every run.</summary>
/// <param name="Title">What they are, with their unit.</param>
/// <param name="Kind">What the rows are: "ε", "layer", "data set" or "what".</param>
/// <param name="Rows">The rows; one that a run lacks has a gap there.</param>
public sealed record ComparedTable(string Title, string Kind, ImmutableArray<ComparedRow> Rows);
