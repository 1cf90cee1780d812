using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>What a benchmark measured.</summary>
/// <param name="Lines">The lines of <c>bench.csv</c>.</param>
/// <param name="Failures">What went wrong, a line for each engine that is left out.</param>
public sealed record BenchmarkOutcome(ImmutableArray<BenchmarkLine> Lines, ImmutableArray<string> Failures);
