using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>All engines on one layer.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Dimension">Floats in a row.</param>
/// <param name="Queries">Names of the sets of queries.</param>
/// <param name="Engines">Ours, then the peers.</param>
public sealed record BenchmarkLayer(
    string Name, int Rows, int Dimension, ImmutableArray<string> Queries, ImmutableArray<BenchmarkEngine> Engines)
{
    /// <summary>Seconds that the best peer takes for its build and some number of queries; null where no peer finds that much.</summary>
    /// <param name="recall">Share of the true neighbours to be found on every set.</param>
    /// <param name="queries">Number of queries.</param>
    public double? BestPeerSeconds(double recall, int queries) =>
        Engines.Where(engine => engine.IsPeer).Min(engine => engine.Fastest(recall)?.Seconds(queries));
}
