using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace DkNN.Benchmarks.Vectors;

/// <summary>Short runs in this process, with the fastest iteration beside the mean: others may use the machine in the slower ones.</summary>
internal sealed class RateConfig : ManualConfig
{
    public RateConfig()
    {
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithIterationCount(6));
        AddColumn(StatisticColumn.Min);
        HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.AllocRatio);
    }
}
