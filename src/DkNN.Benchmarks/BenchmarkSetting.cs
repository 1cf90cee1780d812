using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>An engine at one effort.</summary>
/// <param name="Effort">The effort.</param>
/// <param name="Lines">A line for every set of queries.</param>
public sealed record BenchmarkSetting(string Effort, ImmutableArray<BenchmarkLine> Lines)
{
    /// <summary>Recall on the set on which it is least.</summary>
    public double LeastRecall => Lines.Min(line => line.Recall);

    /// <summary>Milliseconds a query, mean over the sets.</summary>
    public double MeanMilliseconds => Lines.Average(line => line.Milliseconds);

    /// <summary>Distances a query, mean over the sets; null where they were not counted.</summary>
    public double? MeanDistances => Lines.Average(line => line.Distances);

    /// <summary>Seconds of a build and some number of queries.</summary>
    /// <param name="queries">Number of queries.</param>
    public double Seconds(int queries) => Lines[0].BuildSeconds + (queries * MeanMilliseconds / 1000);
}
