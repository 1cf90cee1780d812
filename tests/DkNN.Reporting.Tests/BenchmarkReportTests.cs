using DkNN.Benchmarks;
using DkNN.Model;
using SkiaSharp;

namespace DkNN.Reporting.Tests;

public sealed class BenchmarkReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_is_as_accepted_but_for_the_program()
    {
        BenchmarkReport.Write(_folder.Path, Results());
        string text = File.ReadAllText(_folder[BenchmarkReport.FileName]);
        Snapshot.Match(text.Replace(ProgramInfo.Current.Version, "{version}", StringComparison.Ordinal), "bench.md");
        Assert.Equal(
            ["bench.md", "recall-rate-Deep.png", "recall-rate-Deep.svg", "recall-rate-Empty.png", "recall-rate-Empty.svg"],
            _folder.FileNames());
        using var picture = SKBitmap.Decode(_folder[RunReport.PlotsDirectory, "recall-rate-Deep.png"]);
        // A line of ours and one of the peers, in their colours.
        Assert.Contains(picture.Pixels, pixel => pixel == SKColor.Parse("#0072B2"));
        Assert.Contains(picture.Pixels, pixel => pixel == SKColor.Parse("#D55E00"));
    }

    private static BenchmarkResults Results() => new()
    {
        Neighbors = 75,
        Threads = 2,
        Workload = 1_000,
        Layers =
        [
            new BenchmarkLayer("Deep", 60_000, 128, ["clean", "strange"],
            [
                new("hnsw:m=8", false, [Setting("75", 0.99, 0.93, 0.1), Setting("150", 1, 0.991, 0.2)]),
                new("exact", false, [Setting("0", 1, 1, 2)]),
                new("hnswlib", true, [Setting("75", 0.96, 0.92, 0.05), Setting("85", 0.97, 0.95, 0.06)]),
            ]),
            new BenchmarkLayer("Empty", 10, 4, ["clean"], []),
        ],
    };

    private static BenchmarkSetting Setting(string effort, double clean, double strange, double milliseconds) => new(
        effort, [Line(effort, "clean", clean, milliseconds), Line(effort, "strange", strange, milliseconds * 3)]);

    private static BenchmarkLine Line(string effort, string queries, double recall, double milliseconds) => new()
    {
        Layer = "Deep",
        Engine = "",
        Options = "",
        Effort = effort,
        Threads = 2,
        Queries = queries,
        Recall = recall,
        Milliseconds = milliseconds,
        BuildSeconds = 10,
        IndexBytes = 1 << 24,
        LoadSeconds = 0.125,
        PeakBytes = 1L << 31,
        Distances = 75,
    };
}
