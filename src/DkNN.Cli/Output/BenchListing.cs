using System.Collections.Immutable;
using DkNN.Benchmarks;

namespace DkNN.Cli;

/// <summary>What <c>dknn bench --json</c> writes.</summary>
/// <param name="Report">Path of the report.</param>
/// <param name="Lines">The measured lines that were asked for, and those of the peers that they are compared with.</param>
/// <param name="Failures">A line for each engine that is left out.</param>
internal sealed record BenchListing(string Report, ImmutableArray<BenchmarkLine> Lines, ImmutableArray<string> Failures);
