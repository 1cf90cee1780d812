using DkNN.Vectors;

namespace DkNN.Indexes.Exact.Tests;

/// <summary>What a plugin's index does wrong is one line that names it, wherever it happens.</summary>
public sealed class GuardTests : IDisposable
{
    private const int K = 3;

    private readonly RowMatrix _rows = SampleRows.Clustered(20, 4, seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("gave row 20 at distance", 20, 0f)]
    [InlineData("gave row -2 at distance", -2, 0f)]
    [InlineData("gave row 5 at distance NaN", 5, float.NaN)]
    [InlineData("gave row 5 at distance -1 as neighbour 1", 5, -1f)]
    [InlineData("gave row 5 at distance Infinity", 5, float.PositiveInfinity)]
    [InlineData("gave row -1 at distance 0", -1, 0f)]
    public void What_is_no_neighbour_is_refused(string fault, int id, float distance) =>
        Refused(fault, (ids, distances) => (ids[K], distances[K]) = (id, distance));

    [Fact]
    public void Neighbours_out_of_order_or_twice_are_refused()
    {
        Refused("as neighbour 2", (_, distances) => distances[0] = distances[1] + 1);
        Refused("as neighbour 2", (ids, distances) => (ids[1], distances[1]) = (ids[0], distances[0]));
        Refused("as neighbour 3", (ids, distances) => (ids[2], distances[2]) = (ids[0], distances[1]));
        // Of the last query, too, and rows that follow one another in steps of any power of two are told apart.
        Refused("as neighbour 3", (ids, distances) => (ids[^1], distances[^1]) = (ids[^3], distances[^2]));
        foreach (int step in new[] { 1, 2, 4, 8 }) Search((ids, _) => (ids[0], ids[1], ids[2]) = (0, step, 2 * step));
        Refused("as neighbour 3", (ids, distances) => (ids[1], distances[1]) = (-1, float.PositiveInfinity));
        // Fewer than were asked for are an answer.
        Search((ids, distances) => (ids[K - 1], distances[K - 1]) = (-1, float.PositiveInfinity));
    }

    [Fact]
    public void Whatever_is_thrown_names_the_plugin()
    {
        var odd = new Odd();
        Thrown("failed: Odd (NotSupportedException", () => Configured(odd with { Build = () => throw new NotSupportedException("Odd.") }));
        Thrown("gave nothing", () => Configured(odd with { Build = () => null! }));
        Thrown("gave an index of 20 rows of 9 floats for 20 of 4", () => Configured(odd with { Dimension = 9 }));
        using var index = Configured(odd with { Save = _ => { } });
        Thrown("without writing its file", () => index.Save(_folder["index"]));
        using var other = Configured(odd with { Save = _ => throw new InvalidOperationException("Odd.") });
        Thrown("failed: Odd", () => other.Save(_folder["index"]));
        using var searching = Configured(odd with { Answer = (_, _) => throw new DivideByZeroException() });
        Thrown("DivideByZeroException", () => Search(searching));
        // What the caller asked wrongly is the caller's.
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(_rows, 21, new int[20 * 21], new float[20 * 21]));
    }

    [Fact]
    public void Rows_and_queries_that_no_index_takes_are_not_the_plugins_fault()
    {
        using var bad = SampleRows.Clustered(20, 4, seed: 2);
        bad.MutableRow(7)[1] = float.NaN;
        var exact = NeighborIndexPlugin.Create("exact", "", new ExactIndexFactory(), new Defaults<ExactOptions>()).Configure(OptionValues.None("exact"));
        var context = new IndexBuildContext(0, null, CancellationToken.None);
        Assert.Throws<ArgumentException>(() => exact.Build(bad, context));
        using var index = exact.Build(_rows, context);
        Assert.Throws<ArgumentException>(() => index.Search(bad, 1, new int[20], new float[20]));
    }

    [Fact]
    public void A_search_under_way_keeps_an_index_that_is_disposed_of()
    {
        bool freed = false, freedMeanwhile = false;
        INeighborIndex? index = null;
        index = Configured(new Odd
        {
            Answer = (_, _) => { index!.Dispose(); freedMeanwhile = freed; },
            Free = () => freed = true,
        });
        Search(index);
        Assert.Equal((false, true), (freedMeanwhile, freed));
        Assert.Throws<ObjectDisposedException>(() => Search(index));
    }

    [Fact]
    public void A_search_allocates_nothing_in_the_guard()
    {
        using var index = Configured(new Odd { Build = () => new FirstRows() });
        using var query = _rows.Slice(0, 1);
        int[] ids = new int[K];
        float[] distances = new float[K];
        index.Search(query, K, ids, distances);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int search = 0; search < 100; search++)
        {
            index.Search(query, K, ids, distances);
            _ = index.Effort;
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Refused(string fault, Spoil spoil) => Thrown(fault, () => Search(spoil));

    private static void Thrown(string fault, Action action)
    {
        var problem = Assert.Throws<PluginFailedException>(action);
        Assert.StartsWith("The index plugin 'odd' ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(fault, Assert.Single(problem.Message.Split('\n')), StringComparison.Ordinal);
        Assert.EndsWith("choose another with --index.", problem.Message, StringComparison.Ordinal);
    }

    private void Search(Spoil spoil)
    {
        using var index = Configured(new Odd { Answer = spoil });
        Search(index);
    }

    private void Search(INeighborIndex index) => index.Search(_rows, K, new int[20 * K], new float[20 * K]);

    private INeighborIndex Configured(Odd odd) =>
        NeighborIndexPlugin.Create("odd", "", odd, new Defaults<ExactOptions>()).Configure(OptionValues.None("odd"))
            .Build(_rows, new IndexBuildContext(0, null, CancellationToken.None));

    private delegate void Spoil(Span<int> ids, Span<float> distances);

    /// <summary>Says the same of every query.</summary>
    private sealed class FirstRows : INeighborIndex
    {
        public int Count => 20;

        public int Dimension => 4;

        public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
        {
            for (int place = 0; place < k; place++) (ids[place], distances[place]) = (place, place);
        }

        public void Save(string path) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    /// <summary>Exact search, but for what a test changes.</summary>
    private sealed record Odd : INeighborIndexFactory<ExactOptions>
    {
        public Func<INeighborIndex>? Build { get; init; }

        public int? Dimension { get; init; }

        public Spoil Answer { get; init; } = (_, _) => { };

        public Action<string> Save { get; init; } = path => File.WriteAllText(path, "");

        public Action Free { get; init; } = () => { };

        INeighborIndex INeighborIndexFactory<ExactOptions>.Build(RowMatrix rows, ExactOptions options, IndexBuildContext context) =>
            Build is null ? new Index(this, rows) : Build();

        public INeighborIndex Load(string path, RowMatrix rows, ExactOptions options) => new Index(this, rows);

        private sealed class Index(Odd odd, RowMatrix rows) : INeighborIndex
        {
            private readonly ExactSearch _search = new(rows);

            public int Count => rows.Count;

            public int Dimension => odd.Dimension ?? rows.Dimension;

            public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
            {
                _search.Search(queries, k, ids, distances, cancellationToken);
                odd.Answer(ids, distances);
            }

            public void Save(string path) => odd.Save(path);

            public void Dispose()
            {
                _search.Dispose();
                odd.Free();
            }
        }
    }
}
