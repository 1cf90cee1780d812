using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace DkNN.Benchmarks.Vectors;

/// <summary>A few long invocations each, in this process, shown as rates.</summary>
internal sealed class ThroughputConfig : ManualConfig
{
    public ThroughputConfig()
    {
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.DontLogOutput)
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .WithWarmupCount(2)
            .WithIterationCount(6));
        AddColumn(
            StatisticColumn.Min,
            new ThroughputColumn("GFLOP/s", ThroughputColumn.Rate),
            new ThroughputColumn("of peak", ThroughputColumn.ShareOfPeak));
        HideColumns(Column.Error, Column.StdDev, Column.Ratio, Column.RatioSD, Column.Gen0, Column.AllocRatio);
    }
}
