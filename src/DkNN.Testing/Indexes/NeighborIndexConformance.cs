using System.Numerics.Tensors;
using DkNN.Vectors;
using Xunit;

namespace DkNN.Testing;

/// <summary>
/// The tests that every index plugin passes: contract, recall, determinism, concurrency, saving and loading, and awkward rows. An author
/// inherits from it, says what recall is promised, and may choose options and sizes.
/// </summary>
/// <typeparam name="TFactory">The plugin's class.</typeparam>
/// <typeparam name="TOptions">Its options.</typeparam>
public abstract partial class NeighborIndexConformance<TFactory, TOptions> : IDisposable
    where TFactory : INeighborIndexFactory<TOptions>, new()
    where TOptions : class, new()
{
    /// <summary>Room for rounding of distances, as a share.</summary>
    private const float Tolerance = 1e-4f;

    private static readonly Refusal WrongArguments =
        new("arguments that do not fit", "Search with QueryLoop.Run, or call SearchArguments.Check(this, queries, k, ids.Length, distances.Length).");

    private readonly TemporaryFolder _folder = new();
    private readonly TFactory _factory = new();
    private readonly Lazy<RowMatrix> _rows;
    private readonly Lazy<RowMatrix> _queries;

    /// <summary>Draws nothing yet.</summary>
    protected NeighborIndexConformance()
    {
        _rows = new(() => SampleRows.Clustered(RowCount, Dimension, seed: 1));
        _queries = new(() => SampleRows.Clustered(50, Dimension, seed: 2));
    }

    /// <summary>The least share of the true neighbours that is found on <see cref="SampleRows.Clustered"/> rows, in (0, 1].</summary>
    protected abstract double RecallFloor { get; }

    /// <summary>Options that the index is tested with.</summary>
    protected virtual TOptions Options => new();

    /// <summary>Number of rows indexed.</summary>
    protected virtual int RowCount => 3_000;

    /// <summary>Floats a row.</summary>
    protected virtual int Dimension => 40;

    /// <summary>Neighbours a query.</summary>
    protected virtual int K => 10;

    /// <summary>Damaged and hostile files that are loaded: twelve thousand where <see cref="FullTests"/> are asked for.</summary>
    protected virtual int HostileFiles => FullTests.Times(all: 12_000, some: 1_000);

    private RowMatrix Rows => _rows.Value;

    private RowMatrix Queries => _queries.Value;

    private string File => _folder["saved.index"];

    /// <summary>Frees the rows.</summary>
    public void Dispose()
    {
        if (_rows.IsValueCreated) Rows.Dispose();
        if (_queries.IsValueCreated) Queries.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void It_finds_the_share_of_true_neighbours_that_it_promises()
    {
        using var index = Build(Rows);
        var found = Neighbors.Of(index, Queries, K);
        using var exact = new ExactSearch(Rows);
        int[] ids = new int[found.Ids.Length];
        float[] distances = new float[ids.Length];
        exact.Search(Queries, K, ids, distances);
        int hits = 0;
        for (int place = 0; place < ids.Length; place++)
        {
            int query = place / K;
            // A row at the distance of the k-th is as good as that one.
            float threshold = distances[((query + 1) * K) - 1] * (1 + Tolerance);
            if (found.Ids[place] >= 0 && DistanceTo(Rows, query, found.Ids[place]) <= threshold) hits++;
        }
        double recall = (double)hits / ids.Length;
        Assert.True(
            recall >= RecallFloor,
            $"recall@{K} is {recall:F4}, and {RecallFloor:F4} is promised. Look at more candidates by default, promise less, or test other Options; " +
            "an index whose Effort is a SearchEffort is tuned by the framework.");
    }

    [Fact]
    public void Rows_found_are_distinct_and_their_distances_true_and_ascending()
    {
        using var index = Build(Rows);
        Assert.Equal((Rows.Count, Rows.Dimension), (index.Count, index.Dimension));
        AssertWellFormed(Neighbors.Of(index, Queries, K), Rows, K);
    }

    [Fact]
    public void Equal_seeds_give_equal_answers()
    {
        using var one = Build(Rows);
        using var other = Build(Rows);
        Assert.True(Neighbors.Of(one, Queries, K).IsSameAs(Neighbors.Of(other, Queries, K)), "Two indexes of one seed answer differently.");
    }

    [Fact]
    public void Searches_at_the_same_time_give_the_answers_of_one_alone()
    {
        using var index = Build(Rows);
        var alone = Neighbors.Of(index, Queries, K);
        const int Threads = 4;
        using var start = new Barrier(Threads);
        var answers = new Neighbors[Threads];
        // Threads of their own: a pool may run one after another.
        Thread[] threads =
        [
            .. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
            {
                start.SignalAndWait();
                answers[number] = Neighbors.Of(index, Queries, K);
            })),
        ];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.All(answers, answer => Assert.True(answer?.IsSameAs(alone), "A search at the same time as others answers differently: give each thread buffers of its own, as QueryLoop does."));
    }

    [Fact]
    public void A_query_alone_gets_the_answer_that_it_gets_among_others()
    {
        using var index = Build(Rows);
        var together = Neighbors.Of(index, Queries, K);
        for (int query = 0; query < Queries.Count; query += 7)
        {
            using var one = Queries.Slice(query, 1);
            Assert.Equal(together.Ids.Skip(query * K).Take(K), Neighbors.Of(index, one, K).Ids);
        }
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused()
    {
        using var index = Build(Rows);
        using var narrow = SampleRows.Clustered(2, Dimension + 1, seed: 4);
        int[] ids = new int[2 * K];
        float[] distances = new float[ids.Length];
        using var two = Queries.Slice(0, 2);
        WrongArguments.Require<ArgumentException>(() => index.Search(narrow, K, ids, distances));
        WrongArguments.Require<ArgumentException>(() => index.Search(two, 0, [], []));
        WrongArguments.Require<ArgumentException>(() => index.Search(two, K, ids.AsSpan(1), distances));
        WrongArguments.Require<ArgumentException>(() => index.Search(two, K, ids, distances.AsSpan(1)));
        int more = Rows.Count + 1;
        WrongArguments.Require<ArgumentException>(() => index.Search(two, more, new int[2 * more], new float[2 * more]));
    }

    [Fact]
    public void A_cancelled_build_or_search_stops()
    {
        var cancelled = new CancellationToken(canceled: true);
        new Refusal("to build once it is cancelled", "Pass context.CancellationToken on, to FiniteRows.RequireRows first.")
            .Require<OperationCanceledException>(() => _factory.Build(Rows, Options, new IndexBuildContext(0, null, cancelled)).Dispose());
        using var index = Build(Rows);
        int[] ids = new int[Queries.Count * K];
        new Refusal("to search once it is cancelled", "Pass the cancellation token on to QueryLoop.Run.")
            .Require<OperationCanceledException>(() => index.Search(Queries, K, ids, new float[ids.Length], cancelled));
    }

    /// <summary>What <c>auto</c> asks: at once, for any size, and never less for more rows where there is a claim at all.</summary>
    [Fact]
    public void What_it_would_cost_is_said_for_any_size_and_grows_with_the_rows()
    {
        foreach (int dimension in (int[])[1, 10, 33, 128, 3_200, 3_000_000])
        {
            SearchCost? fewer = null;
            foreach (int rows in (int[])[0, 1, 9_999, 10_000, 60_000, 199_999, 200_000, 2_000_000, int.MaxValue])
            {
                if (_factory.Cost(rows, dimension, Options) is not { } cost) continue;
                Assert.False(
                    fewer is not null && (cost.Build < fewer.Build || cost.Query < fewer.Query || cost.Bytes < fewer.Bytes),
                    $"{rows} rows of {dimension} floats cost less than fewer rows: {cost} after {fewer}.");
                Assert.DoesNotContain('\n', cost.Reason);
                fewer = cost;
            }
        }
    }

    [Fact]
    public void The_rows_stay_the_callers()
    {
        using var copy = RowMatrix.Allocate(Rows.Count, Dimension);
        for (int row = 0; row < Rows.Count; row++) Rows.Row(row).CopyTo(copy.MutableRow(row));
        var index = Build(Rows);
        Neighbors.Of(index, Queries, K);
        index.Dispose();
        index.Dispose();
        for (int row = 0; row < Rows.Count; row++)
        {
            Assert.True(copy.Row(row).SequenceEqual(Rows.Row(row)), $"Row {row} was changed.");
        }
    }

    private INeighborIndex Build(RowMatrix rows) => _factory.Build(rows, Options, new IndexBuildContext(Seed: 7, null, CancellationToken.None));

    private float DistanceTo(RowMatrix rows, int query, int row) => TensorPrimitives.Distance(Queries.Row(query), rows.Row(row));

    private void AssertWellFormed(Neighbors found, RowMatrix rows, int k)
    {
        for (int query = 0; query < Queries.Count; query++)
        {
            var ids = found.Ids.AsSpan(query * k, k);
            var distances = found.Distances.AsSpan(query * k, k);
            var seen = new HashSet<int>();
            for (int place = 0; place < k; place++)
            {
                if (ids[place] == -1)
                {
                    Assert.Equal(float.PositiveInfinity, distances[place]);
                    Assert.True(ids[place..].IndexOfAnyExcept(-1) < 0, "A row follows where no more were found.");
                    break;
                }
                Assert.InRange(ids[place], 0, rows.Count - 1);
                Assert.True(seen.Add(ids[place]), $"Row {ids[place]} is found twice.");
                float distance = DistanceTo(rows, query, ids[place]);
                Assert.True(Math.Abs(distance - distances[place]) <= Tolerance * (1 + distance), $"Distance {distances[place]} is {distance} in truth.");
                Assert.True(place == 0 || distances[place - 1] <= distances[place], "A nearer row follows a farther one.");
            }
        }
    }
}
