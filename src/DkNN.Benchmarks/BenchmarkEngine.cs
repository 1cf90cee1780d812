using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>An engine on one layer.</summary>
/// <param name="Label">Name and options.</param>
/// <param name="IsPeer">Whether it is another's library.</param>
/// <param name="Settings">Efforts in the order in which they were measured, each with a line for every set.</param>
public sealed record BenchmarkEngine(string Label, bool IsPeer, ImmutableArray<BenchmarkSetting> Settings)
{
    /// <summary>A line for what does not depend on the effort: build, size, load, memory.</summary>
    public BenchmarkLine Cost => Settings[0].Lines[0];

    /// <summary>The fastest setting that finds a share of the true neighbours on every set; null where none does.</summary>
    /// <param name="recall">The share.</param>
    public BenchmarkSetting? Fastest(double recall) =>
        Settings.Where(setting => setting.LeastRecall >= recall).MinBy(setting => setting.MeanMilliseconds);

    /// <summary>The fastest line of one set that finds a share of its true neighbours; null where none does.</summary>
    /// <param name="queries">Name of the set.</param>
    /// <param name="recall">The share.</param>
    public BenchmarkLine? Fastest(string queries, double recall) =>
        Settings.SelectMany(setting => setting.Lines)
            .Where(line => line.Queries == queries && line.Recall >= recall)
            .MinBy(line => line.Milliseconds);
}
