using DkNN.Vectors;

namespace DkNN.Testing;

/// <summary>Tests that measure what the whole process holds: they run one after another, once all others are done.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;

/// <summary>What the program relies on beyond the contract: many callers of an index at a time, and disposal under them.</summary>
[Collection(nameof(MeasuredAlone))]
public abstract class ConcurrentSearches<TFactory, TOptions> : IDisposable
    where TFactory : INeighborIndexFactory<TOptions>, new()
    where TOptions : class, new()
{
    private const int Callers = 8;
    private const int K = 10;

    private readonly TemporaryFolder _folder = new();
    private readonly TFactory _factory = new();
    private readonly RowMatrix _rows = SampleRows.Clustered(1_500, 40, seed: 1);
    private readonly RowMatrix _queries = SampleRows.Clustered(30, 40, seed: 2);

    public void Dispose()
    {
        _rows.Dispose();
        _queries.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A search that is under way ends as it would have; one that begins later is told. Memory that is gone is never read.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Disposal_under_many_callers_gives_right_answers_or_is_told(bool isOfRows)
    {
        using var index = BuildAndLoad();
        int[] expected = Search(index, _queries);
        using var answered = new CountdownEvent(Callers);
        var problems = new Exception?[Callers];
        Thread[] callers = [.. Enumerable.Range(0, Callers).Select(number => new Thread(() => problems[number] = Record.Exception(SearchOn)))];
        foreach (var caller in callers) caller.Start();
        answered.Wait();
        if (isOfRows) _rows.Dispose();
        else index.Dispose();
        foreach (var caller in callers) caller.Join();
        Assert.All(problems, problem => Assert.IsType<ObjectDisposedException>(problem));

        void SearchOn()
        {
            // Until it is told; each caller has been answered before anything is disposed of.
            for (bool isFirst = true; ; isFirst = false)
            {
                try
                {
                    Assert.Equal(expected, Search(index, _queries));
                }
                finally
                {
                    if (isFirst) answered.Signal();
                }
            }
        }
    }

    /// <summary>One query after another is answered on the caller's thread, from buffers that are there.</summary>
    [Fact]
    public void A_single_query_allocates_next_to_nothing()
    {
        const int Searches = 50, MostBytes = 2_048;
        using var index = BuildAndLoad();
        using var one = _queries.Slice(0, 1);
        int[] ids = new int[K];
        float[] distances = new float[K];
        for (int i = 0; i < 3; i++) index.Search(one, K, ids, distances);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Searches; i++) index.Search(one, K, ids, distances);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Searches;
        Assert.True(each <= MostBytes, $"A search for one query allocates {each} bytes; {MostBytes} are allowed.");
    }

    /// <summary>However many call, no more buffers are kept than there are cores. Of several times the middle one, for other tests allocate too.</summary>
    [Fact]
    public void Many_callers_leave_no_more_behind_than_a_few()
    {
        using var index = BuildAndLoad();
        Call(Callers);
        long[] left = new long[5];
        for (int time = 0; time < left.Length; time++)
        {
            long before = Held();
            Call(8 * Callers);
            left[time] = Held() - before;
        }
        long more = left.Order().ElementAt(left.Length / 2);
        Assert.True(more < 256 * 1024, $"Many callers leave {more} more bytes behind than a few.");

        void Call(int callers)
        {
            Thread[] threads = [.. Enumerable.Range(0, callers).Select(_ => new Thread(() => Search(index, _queries)))];
            foreach (var thread in threads) thread.Start();
            foreach (var thread in threads) thread.Join();
        }

        static long Held() => GC.GetTotalMemory(forceFullCollection: true);
    }

    private static int[] Search(INeighborIndex index, RowMatrix queries)
    {
        int[] ids = new int[queries.Count * K];
        index.Search(queries, K, ids, new float[ids.Length]);
        return ids;
    }

    private INeighborIndex BuildAndLoad()
    {
        string file = _folder["saved.index"];
        using (var built = _factory.Build(_rows, new TOptions(), new IndexBuildContext(7, null, CancellationToken.None))) built.Save(file);
        return _factory.Load(file, _rows, new TOptions());
    }
}
