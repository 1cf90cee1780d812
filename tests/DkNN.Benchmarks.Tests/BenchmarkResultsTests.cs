namespace DkNN.Benchmarks.Tests;

public sealed class BenchmarkResultsTests
{
    private static readonly BenchmarkOptions Options = new()
    {
        Layers = [new ExportedLayer("Deep", "", 600, 24, [new("clean", "", 9), new("strange", "", 9)])],
        Engines = [],
        Threads = 2,
        Neighbors = 5,
    };

    private readonly List<string> _warnings = [];

    [Fact]
    public void The_fastest_setting_is_that_which_finds_enough_on_every_set()
    {
        var layer = Sorted(
            [Line("hnsw", "75", "clean", 0.99, 1), Line("hnsw", "75", "strange", 0.93, 3), Line("hnsw", "150", "clean", 1, 4),
                Line("hnsw", "150", "strange", 0.96, 6), Line("exact", "0", "clean", 1, 20), Line("exact", "0", "strange", 1, 20)],
            [Line("faiss", "1", "clean", 0.99, 2), Line("faiss", "1", "strange", 0.95, 2)]).Layers.Single();
        Assert.Equal([("hnsw", false), ("exact", false), ("faiss", true)], layer.Engines.Select(engine => (engine.Label, engine.IsPeer)));
        var hnsw = layer.Engines[0];
        Assert.Equal("75", hnsw.Fastest(0.9)!.Effort);
        Assert.Equal("150", hnsw.Fastest(0.95)!.Effort);
        Assert.Null(hnsw.Fastest(0.97));
        Assert.Equal("75", hnsw.Fastest("clean", 0.99)!.Effort);
        Assert.Equal((0.93, 2), (hnsw.Settings[0].LeastRecall, hnsw.Settings[0].MeanMilliseconds));
        // 10 seconds of building, and 1,000 queries of 2 ms.
        Assert.Equal(12, hnsw.Fastest(0.9)!.Seconds(1_000));
        Assert.Equal(12, layer.BestPeerSeconds(0.95, 1_000));
        Assert.Null(layer.BestPeerSeconds(0.99, 1_000));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Peers_that_cannot_be_compared_are_told_of()
    {
        var results = Sorted(
            [Line("exact", "0", "clean", 1, 20), Line("exact", "0", "strange", 1, 20)],
            [Line("faiss", "1", "clean", 1, 2) with { Threads = 4 }, Line("hnswlib", "75", "clean", 1, 2),
                Line("annoy", "1", "clean", 1, 2) with { Layer = "Other" }]);
        Assert.Equal(["exact"], results.Layers.Single().Engines.Select(engine => engine.Label));
        Assert.Equal(2, _warnings.Count);
        Assert.Contains("4 threads", _warnings[0], StringComparison.Ordinal);
        Assert.Contains("hnswlib", _warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_another_k_limit_or_seed_are_not_mixed_with_those_asked_for()
    {
        BenchmarkLine[] asked = [Line("exact", "0", "clean", 1, 20), Line("exact", "0", "strange", 1, 20)];
        BenchmarkLine[] others =
        [
            .. asked.SelectMany(line => new[] { line with { Neighbors = 6 }, line with { Asked = 8 }, line with { Seed = 1 } })
                .Select(line => line with { Milliseconds = 1 }),
        ];
        Assert.Equal(20, Sorted([.. others, .. asked], []).Layers.Single().Engines.Single().Fastest(1)!.MeanMilliseconds);
    }

    [Fact]
    public void A_table_of_peers_is_read_as_their_script_writes_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["peers.csv"], """
            layer,engine,options,effort,threads,queries,recall,milliseconds,build_seconds,index_bytes,load_seconds,peak_bytes
            Conv3,faiss-pca-hnsw-refine,"m=16,components=64","(100, 1.3)",2,clean,0.99701,0.08009,9.194,39630600,0.1133,5179236864

            """.ReplaceLineEndings("\n"));
        Assert.Equal(
            new BenchmarkLine
            {
                Layer = "Conv3",
                Engine = "faiss-pca-hnsw-refine",
                Options = "m=16,components=64",
                Effort = "(100, 1.3)",
                Threads = 2,
                Queries = "clean",
                Recall = 0.99701,
                Milliseconds = 0.08009,
                BuildSeconds = 9.194,
                IndexBytes = 39630600,
                LoadSeconds = 0.1133,
                PeakBytes = 5179236864,
            },
            Assert.Single(BenchmarkFile.Read(folder["peers.csv"])));
        File.WriteAllText(folder["peers.csv"], "layer,engine\nConv3,hnswlib\n");
        var problem = Assert.Throws<InvalidDataException>(() => BenchmarkFile.Read(folder["peers.csv"]));
        Assert.Contains("peers.csv", problem.Message, StringComparison.Ordinal);
        Assert.Contains("milliseconds", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_read_back_as_they_were_written()
    {
        using var folder = new TemporaryFolder();
        BenchmarkLine[] lines =
        [
            Line("hnsw", "75", "clean", 0.123456, 0.000001) with { Options = "m=8,efSearch=3", Distances = 6, FirstAnswerSeconds = 0.5 },
            Line("a \"quoted\" name", "0.1", "set, with a comma", 1, 1234.5),
        ];
        BenchmarkFile.Write(folder["bench.csv"], lines);
        Assert.Equal(lines, BenchmarkFile.Read(folder["bench.csv"]));
    }

    private BenchmarkResults Sorted(BenchmarkLine[] lines, BenchmarkLine[] peers) =>
        BenchmarkResults.Of(Options, 1_000, lines, peers, _warnings.Add);

    private static BenchmarkLine Line(string engine, string effort, string queries, double recall, double milliseconds) => new()
    {
        Layer = "Deep",
        Engine = engine,
        Options = "",
        Effort = effort,
        Threads = 2,
        Queries = queries,
        Recall = recall,
        Milliseconds = milliseconds,
        BuildSeconds = 10,
        IndexBytes = 1 << 20,
        LoadSeconds = 0.1,
        PeakBytes = 1 << 24,
        Neighbors = 5,
        Asked = 9,
        Seed = 0,
    };
}
