using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>What <see cref="ActivationExport"/> wrote of one layer.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Rows">The file of training rows.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="Dimension">Floats in a row.</param>
/// <param name="Queries">The sets of queries, by name.</param>
public sealed record ExportedLayer(string Name, string Rows, int Count, int Dimension, ImmutableArray<ExportedQueries> Queries);
