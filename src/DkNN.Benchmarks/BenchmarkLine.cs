namespace DkNN.Benchmarks;

/// <summary>
/// One engine at one effort on one set of queries: a line of <c>bench.csv</c>, and of what <c>benchmarks/peers/peers.py</c> writes.
/// </summary>
public sealed record BenchmarkLine
{
    /// <summary>The effort of an engine that has nothing to turn.</summary>
    public const string NoEffort = "0";

    /// <summary>Name of the layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Name of the index plugin or library.</summary>
    public required string Engine { get; init; }

    /// <summary>Its options as they were given; empty for the defaults.</summary>
    public required string Options { get; init; }

    /// <summary>The dial's value; "0" where there is nothing to turn.</summary>
    public required string Effort { get; init; }

    /// <summary>Threads that built and searched.</summary>
    public required int Threads { get; init; }

    /// <summary>Name of the set of queries.</summary>
    public required string Queries { get; init; }

    /// <summary>Share of the true neighbours found, from 0 to 1; ties count as found.</summary>
    public required double Recall { get; init; }

    /// <summary>Time of a query, of the fastest of some passes over the set in one batch.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>Time of the build.</summary>
    public double BuildSeconds { get; init; }

    /// <summary>Size of the saved index.</summary>
    public long IndexBytes { get; init; }

    /// <summary>Time to load it.</summary>
    public double LoadSeconds { get; init; }

    /// <summary>Largest resident memory of the process that built and searched, rows and queries included.</summary>
    public long PeakBytes { get; init; }

    /// <summary>Neighbours a query, k; null where the table does not tell, as those of other libraries do not.</summary>
    public int? Neighbors { get; init; }

    /// <summary>Queries of the set that were asked; null where the table does not tell.</summary>
    public int? Asked { get; init; }

    /// <summary>Seed of the build; null where the table does not tell.</summary>
    public int? Seed { get; init; }

    /// <summary>Distances a query computed over all of a row's floats; null where they were not counted.</summary>
    public double? Distances { get; init; }

    /// <summary>Time from the beginning of loading to the first query's answer; null where it was not taken.</summary>
    public double? FirstAnswerSeconds { get; init; }

    /// <summary>Name and options, as a person writes them.</summary>
    public string Label => Options.Length == 0 ? Engine : $"{Engine}:{Options}";
}
