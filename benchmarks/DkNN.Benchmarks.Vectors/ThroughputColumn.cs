using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace DkNN.Benchmarks.Vectors;

/// <summary>A figure from the fastest invocation of a benchmark: others may be using the machine in the slower ones.</summary>
internal sealed class ThroughputColumn(string name, Func<Summary, BenchmarkCase, string> value) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => $"{name}, by the fastest invocation";

    public static string Rate(Summary summary, BenchmarkCase benchmark) =>
        GigaflopsOf(summary, benchmark).ToString("F1", CultureInfo.InvariantCulture);

    public static string ShareOfPeak(Summary summary, BenchmarkCase benchmark)
    {
        var peak = summary.BenchmarksCases.FirstOrDefault(other =>
            other.Descriptor.Baseline && other.Parameters.DisplayInfo == benchmark.Parameters.DisplayInfo);
        if (peak is null) return "?";
        return (GigaflopsOf(summary, benchmark) / GigaflopsOf(summary, peak)).ToString("P0", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => value(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => value(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    private static double GigaflopsOf(Summary summary, BenchmarkCase benchmark)
    {
        double flop = ExactSearchBenchmarks.Flop(
            benchmark.Descriptor.WorkloadMethod.Name,
            (int)benchmark.Parameters[nameof(ExactSearchBenchmarks.Dimension)],
            (int)benchmark.Parameters[nameof(ExactSearchBenchmarks.Threads)]);
        return flop / (summary[benchmark]?.ResultStatistics?.Min ?? double.NaN);
    }
}
