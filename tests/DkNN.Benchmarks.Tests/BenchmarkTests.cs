using System.Collections.Immutable;
using DkNN.Hosting;

namespace DkNN.Benchmarks.Tests;

public sealed class BenchmarkTests(BenchmarkTests.Plugins plugins) : IClassFixture<BenchmarkTests.Plugins>, IDisposable
{
    private const int Neighbors = 10;

    private readonly TemporaryFolder _folder = new();
    private readonly SilentProgress _progress = new();
    private readonly List<string> _measured = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_engine_is_measured_on_every_layer_and_set()
    {
        var options = Options("exact", "hnsw:m=8", "projected:components=4");
        var outcome = Run(options);
        Assert.Empty(outcome.Failures);
        Assert.Equal(outcome.Lines.AsEnumerable(), BenchmarkFile.Read(_folder["out", BenchmarkFile.FileName]));
        Assert.All(outcome.Lines, line =>
        {
            Assert.InRange(line.Recall, line.Engine == "exact" ? 1 : 0.3, 1);
            Assert.True(line is { Milliseconds: > 0, BuildSeconds: > 0, IndexBytes: > 0, LoadSeconds: > 0, PeakBytes: > 1 << 20 });
            Assert.True(line.Distances > 0);
            Assert.True(line.FirstAnswerSeconds >= line.LoadSeconds);
        });
        // The last step of a sweep finds nearly all, and no earlier one does.
        foreach (var sweep in outcome.Lines.Where(line => line.Engine != "exact").GroupBy(line => (line.Layer, line.Engine)))
        {
            var efforts = sweep.GroupBy(line => line.Effort).ToList();
            Assert.All(efforts[..^1], effort => Assert.InRange(effort.Min(line => line.Recall), 0.3, 0.9995));
            Assert.All(efforts, effort => Assert.Equal(["clean", "fgsm-0.15"], effort.Select(line => line.Queries)));
        }
        Assert.Contains(outcome.Lines, line => line is { Engine: "hnsw", Options: "m=8", Label: "hnsw:m=8" });
    }

    [Fact]
    public void A_dial_is_swept_from_its_least_value()
    {
        var lines = Run(Options("lsh", "hnsw")).Lines;
        Assert.Equal(["1", "2"], lines.Where(line => line.Engine == "lsh").Select(line => line.Effort).Distinct().Take(2));
        // One that keeps k candidates whatever is asked goes on from there.
        Assert.Equal(["1", "2", "10"], lines.Where(line => line.Engine == "hnsw").Select(line => line.Effort).Distinct().Take(3));
    }

    [Theory]
    [InlineData("Deep.train.npy")]
    [InlineData("Deep.clean.npy")]
    public void Rows_without_distances_are_refused_by_file_and_number(string file)
    {
        var options = Options("exact");
        byte[] bytes = File.ReadAllBytes(_folder["rows", file]);
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - sizeof(float)), float.NaN);
        File.WriteAllBytes(_folder["rows", file], bytes);
        var problem = Assert.Throws<InvalidDataException>(() => Run(options));
        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"row {(file.Contains("train", StringComparison.Ordinal) ? ExportedRows.Rows : ExportedRows.Queries) - 1} ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_efforts_are_taken_and_those_out_of_range_told_of()
    {
        var options = Options("hnsw", "projected") with
        {
            Efforts = ImmutableDictionary<string, ImmutableArray<double>>.Empty.Add("hnsw", [10, 20]).Add("", [7]),
            Limit = 15,
        };
        var outcome = Run(options);
        Assert.Equal(["10", "20"], outcome.Lines.Select(line => line.Effort).Distinct());
        Assert.Equal(2, outcome.Failures.Length);
        Assert.All(
            outcome.Failures,
            failure => Assert.Contains("--efforts: 7 is out of range; certainty", failure, StringComparison.Ordinal));
        Assert.Equal(outcome.Failures, _progress.Warnings);
    }

    [Fact]
    public void Going_on_measures_only_what_is_missing_and_finds_rows_and_true_distances_in_the_cache()
    {
        Run(Options("exact"));
        var stages = new List<string>();
        _measured.Clear();
        var outcome = Run(Options("exact", "hnsw"), resume: true, new SilentProgress(stages.Add));
        Assert.Equal(["Deep hnsw", "DeepEnd hnsw"], _measured);
        Assert.Equal(["exact", "hnsw"], outcome.Lines.Select(line => line.Engine).Distinct());
        Assert.DoesNotContain(stages, stage => stage.StartsWith("Exact search", StringComparison.Ordinal));

        // What was measured for another k, limit or seed is not what is asked for now.
        _measured.Clear();
        Run(Options("exact") with { Seed = 1 }, resume: true);
        Run(Options("exact") with { Limit = 7 }, resume: true);
        Run(Options("exact") with { Neighbors = Neighbors + 1 }, resume: true);
        Assert.Equal(6, _measured.Count);

        // Other rows of the same name have other true distances.
        ExportedRows.WriteRows(_folder["rows", "Deep.train.npy"], ExportedRows.Rows + 1, 24, seed: 9);
        stages.Clear();
        Assert.All(Run(Options("exact"), resume: false, new SilentProgress(stages.Add)).Lines, line => Assert.Equal(1, line.Recall));
        Assert.Contains(stages, stage => stage.StartsWith("Exact search, Deep clean", StringComparison.Ordinal));
    }

    [Fact]
    public void A_benchmark_stops_where_it_is_told_to_and_keeps_what_was_finished()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new Benchmark(
            Options("exact", "hnsw"),
            (job, onStep, cancellationToken) =>
            {
                if (job.Engine.Name == "hnsw") stop.Cancel();
                return Measure(job, onStep, cancellationToken);
            },
            new ArtefactCache(_folder["cache"], _progress.Warn),
            _progress,
            stop.Token).Run(_folder["out"], resume: false));
        Assert.All(BenchmarkFile.Read(_folder["out", BenchmarkFile.FileName]), line => Assert.Equal("exact", line.Engine));
    }

    [Theory]
    [InlineData("--neighbors", 601, 1, 1, 1)]
    [InlineData("--threads", 5, 0, 1, 1)]
    [InlineData("--limit", 5, 1, 0, 1)]
    [InlineData("--repeats", 5, 1, 1, 0)]
    public void Numbers_out_of_range_are_named(string option, int neighbors, int threads, int limit, int repeats)
    {
        var options = Options("exact") with { Neighbors = neighbors, Threads = threads, Limit = limit, Repeats = repeats };
        Assert.StartsWith(option, Assert.Throws<ExperimentException>(options.RequireRanges).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_reads_back_as_it_was_written()
    {
        var job = new EngineJob
        {
            Layer = "Deep", Engine = PluginChoice.Parse("hnsw:m=8"), Rows = "rows", Queries = [new("clean", "a", "b")], Efforts = [1, 0.5],
            Neighbors = 5, Threads = 2, Limit = 7, Repeats = 3, Seed = 11,
        };
        EngineJobFile.Write(_folder["job.json"], job);
        Assert.Equivalent(job, EngineJobFile.Read(_folder["job.json"]), strict: true);
        File.WriteAllText(_folder["job.json"], "{");
        Assert.Throws<InvalidDataException>(() => EngineJobFile.Read(_folder["job.json"]));
    }

    private BenchmarkOptions Options(params string[] engines)
    {
        if (!Directory.Exists(_folder["rows"])) ExportedRows.Write(_folder["rows"]);
        return new BenchmarkOptions
        {
            Layers = ExportedActivations.Find(_folder["rows"], []),
            Engines = [.. engines.Select(PluginChoice.Parse)],
            Neighbors = Neighbors,
            Repeats = 1,
        };
    }

    private BenchmarkOutcome Run(BenchmarkOptions options, bool resume = false, SilentProgress? progress = null) => new Benchmark(
        options, Measure, new ArtefactCache(_folder["cache"], _progress.Warn), progress ?? _progress, CancellationToken.None)
        .Run(_folder["out"], resume);

    private ImmutableArray<BenchmarkLine> Measure(EngineJob job, Action<string> onStep, CancellationToken cancellationToken)
    {
        _measured.Add($"{job.Layer} {job.Engine.Name}");
        var index = plugins.Catalogue.Index(job.Engine.Name).Plugin.Configure(job.Engine.Values());
        return EngineMeasurement.Run(job, index, onStep, cancellationToken);
    }

    public sealed class Plugins
    {
        public PluginCatalogue Catalogue { get; } = PluginHost.Load(PluginHost.DefaultFolder);
    }
}
