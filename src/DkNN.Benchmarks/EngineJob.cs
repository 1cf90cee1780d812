using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>One engine to be measured on one layer, in a process that may be another one: all that is needed stands in files.</summary>
public sealed record EngineJob
{
    /// <summary>Name of the layer.</summary>
    public required string Layer { get; init; }

    /// <summary>The index plugin and its options.</summary>
    public required PluginChoice Engine { get; init; }

    /// <summary>The file of training rows, a <see cref="Vectors.RowFile"/>.</summary>
    public required string Rows { get; init; }

    /// <summary>The sets of queries.</summary>
    public required ImmutableArray<EngineQueries> Queries { get; init; }

    /// <summary>Efforts to measure; null for a sweep up to nearly full recall.</summary>
    public ImmutableArray<double>? Efforts { get; init; }

    /// <summary>Neighbours a query.</summary>
    public required int Neighbors { get; init; }

    /// <summary>Threads that the process is limited to.</summary>
    public required int Threads { get; init; }

    /// <summary>Queries of a set that are asked, from its beginning; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Passes over a set of queries, of which the fastest counts.</summary>
    public required int Repeats { get; init; }

    /// <summary>Seed of the build.</summary>
    public required int Seed { get; init; }
}
