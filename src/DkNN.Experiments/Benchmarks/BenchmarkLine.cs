namespace DkNN.Experiments;

/// <summary>
/// One engine at one effort on one set of queries: a line of <c>bench.csv</c>, and of what <c>benchmarks/peers/peers.py</c> writes.
/// </summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Engine">Name of the index plugin or library.</param>
/// <param name="Options">Its options as they were given; empty for the defaults.</param>
/// <param name="Effort">The dial's value; "0" where there is nothing to turn.</param>
/// <param name="Threads">Threads that built and searched.</param>
/// <param name="Queries">Name of the set of queries.</param>
/// <param name="Recall">Share of the true neighbours found, from 0 to 1; ties count as found.</param>
/// <param name="Milliseconds">Time of a query, of the fastest of some passes over the set in one batch.</param>
/// <param name="BuildSeconds">Time of the build.</param>
/// <param name="IndexBytes">Size of the saved index.</param>
/// <param name="LoadSeconds">Time to load it.</param>
/// <param name="PeakBytes">Largest resident memory of the process that built and searched, rows and queries included.</param>
public sealed record BenchmarkLine(
    string Layer,
    string Engine,
    string Options,
    string Effort,
    int Threads,
    string Queries,
    double Recall,
    double Milliseconds,
    double BuildSeconds,
    long IndexBytes,
    double LoadSeconds,
    long PeakBytes)
{
    /// <summary>The effort of an engine that has nothing to turn.</summary>
    public const string NoEffort = "0";

    /// <summary>Distances a query computed over all of a row's floats; null where they were not counted.</summary>
    public double? Distances { get; init; }

    /// <summary>Time from the beginning of loading to the first query's answer; null where it was not taken.</summary>
    public double? FirstAnswerSeconds { get; init; }

    /// <summary>Name and options, as a person writes them.</summary>
    public string Label => Options.Length == 0 ? Engine : $"{Engine}:{Options}";
}
