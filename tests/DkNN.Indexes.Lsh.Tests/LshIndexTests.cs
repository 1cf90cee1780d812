using DkNN.Vectors;

namespace DkNN.Indexes.Lsh.Tests;

public sealed class LshIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RowMatrix _rows = SampleRows.Clustered(1_000, 20, seed: 1);
    private readonly LshIndexFactory _factory = new();

    private string File => _folder["lsh.index"];

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1.0)]
    public void The_probes_chosen_reach_the_target(double target)
    {
        using var index = Build(new() { Tables = 8, TargetRecall = target, TargetNeighbors = 10 });
        // Other queries than those that the probes were chosen on, so with some room.
        using var queries = SampleRows.Clustered(300, 20, seed: 2);
        Assert.InRange(Recall(index, queries, 10), target - 0.05, 1);
    }

    [Fact]
    public void A_higher_target_takes_more_probes()
    {
        double[] probes = [.. ((double[])[0.3, 0.7, 0.99]).Select(target =>
        {
            using var index = Build(new() { Tables = 4, TargetRecall = target, TargetNeighbors = 10 });
            return index.Effort!.Value;
        })];
        Assert.True(probes[0] < probes[1] && probes[1] < probes[2], string.Join(' ', probes));
    }

    [Fact]
    public void The_probes_chosen_come_with_the_file()
    {
        var options = new LshOptions { Tables = 4, TargetRecall = 0.8, TargetNeighbors = 10 };
        using var built = Build(options);
        built.Save(File);
        using var loaded = _factory.Load(File, _rows, options);
        Assert.Equal(built.Effort!.Value, loaded.Effort!.Value);
        using var given = _factory.Load(File, _rows, new LshOptions { Probes = 77 });
        Assert.Equal(77, given.Effort!.Value);
    }

    [Fact]
    public void One_row_and_rows_all_the_same_have_a_target_too()
    {
        using var one = _rows.Slice(0, 1);
        using var same = SampleRows.Constant(200, 20, 0);
        foreach (var rows in (RowMatrix[])[one, same])
        {
            using var index = Build(new() { Tables = 4, TargetRecall = 0.9 }, rows);
            Assert.Equal(4, index.Effort!.Value);
        }
    }

    [Fact]
    public void As_many_rows_as_are_asked_for_are_found_at_the_least_effort()
    {
        using var index = Build(new() { Tables = 2, Probes = 1 });
        int[] ids = new int[_rows.Count];
        using var query = _rows.Slice(3, 1);
        index.Search(query, _rows.Count, ids, new float[ids.Length]);
        Assert.Equal(Enumerable.Range(0, _rows.Count), ids.Order());
    }

    [Fact]
    public void Every_bucket_of_a_table_is_probed_once()
    {
        using var index = Build(new() { Tables = 1, HashFunctions = 2, FeatureDimension = 8, LastDimension = 4 });
        // 16 vertices by 8: all buckets, and no row met twice.
        index.Effort!.Value = 128;
        using var query = SampleRows.Clustered(1, 20, seed: 5);
        index.Search(query, 1, new int[1], new float[1]);
        Assert.Equal(new SearchStatistics(1, _rows.Count, _rows.Count), index.Statistics);
    }

    [Fact]
    public void Progress_rises_to_the_whole()
    {
        var shares = new Shares();
        _factory.Build(_rows, new() { TargetRecall = 0.5 }, new IndexBuildContext(1, shares, CancellationToken.None)).Dispose();
        Assert.Equal(shares.Reported.Order(), shares.Reported);
        Assert.Equal(1, shares.Reported[^1]);
        Assert.InRange(shares.Reported.Count, 10, 1_000);
    }

    [Theory]
    [InlineData(2, 3, 0)]
    [InlineData(2, 64, 0)]
    [InlineData(4, 16, 16_384)]
    public void Options_that_do_not_go_together_are_refused(int functions, int last, int length)
    {
        using var wide = SampleRows.Constant(2, Math.Max(length, 20), 1);
        var options = new LshOptions { HashFunctions = functions, LastDimension = last, FeatureDimension = length == 0 ? 0 : 4_096 };
        var problem = Assert.Throws<ArgumentException>(() => Build(options, wide));
        Assert.Contains("do not go together", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_and_queries_that_are_no_numbers_are_named()
    {
        using var index = Build(new());
        using var queries = SampleRows.Clustered(3, 20, seed: 4);
        queries.MutableRow(2)[7] = float.PositiveInfinity;
        var problem = Assert.Throws<ArgumentException>(() => index.Search(queries, 1, new int[3], new float[3]));
        Assert.Contains("Query 2", problem.Message, StringComparison.Ordinal);
        problem = Assert.Throws<ArgumentException>(() => Build(new(), queries));
        Assert.Contains("Row 2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_disposed_of_is_not_searched()
    {
        var index = Build(new());
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Search(_rows, 1, new int[1_000], new float[1_000]));
        Assert.Throws<ObjectDisposedException>(() => index.Save(File));
    }

    private double Recall(INeighborIndex index, RowMatrix queries, int k)
    {
        int[] ids = new int[queries.Count * k];
        float[] found = new float[ids.Length], distances = new float[ids.Length];
        index.Search(queries, k, ids, found);
        using var exact = new ExactSearch(_rows);
        exact.Search(queries, k, ids, distances);
        double hits = found.Where((distance, place) => distance <= distances[(((place / k) + 1) * k) - 1] * (1 + 1e-5f)).Count();
        return hits / ids.Length;
    }

    private INeighborIndex Build(LshOptions options, RowMatrix? rows = null) =>
        _factory.Build(rows ?? _rows, options, new IndexBuildContext(1, null, CancellationToken.None));

    private sealed class Shares : IProgress<double>
    {
        public List<double> Reported { get; } = [];

        public void Report(double value) => Reported.Add(value);
    }
}
