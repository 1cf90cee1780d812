using CsCheck;

namespace DkNN.Vectors.Tests;

public sealed class ExactSearchTests
{
    private static readonly Gen<int> Dimensions = Gen.OneOf(1, 2, 3, 15, 16, 17, 100, 128, 129, 256, 257, 600);

    public static TheoryData<SimdWidth> Widths => [SimdWidth.Scalar, SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Neighbours_are_the_oracles_on_random_rows_of_any_shape(SimdWidth width) =>
        Gen.Select(Dimensions, Gen.Int[1, 420], Gen.Int[1, 70], Gen.Int[1, 80], Gen.Int[1, 3], Gen.Int)
            .Sample(
                (dimension, count, queryCount, k, workers, seed) =>
                {
                    using var rows = Rows.Random(seed, count, dimension);
                    using var queries = Rows.Random(seed + 1, queryCount, dimension);
                    AssertOracles(rows, queries, Math.Min(k, count), width, workers);
                },
                iter: 40,
                threads: 1);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Neighbours_are_the_oracles_among_duplicates_and_ties(SimdWidth width) =>
        Gen.Select(Gen.OneOf(1, 2, 3, 10, 17), Gen.Int[1, 1500], Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 5], Gen.Int)
            .Sample(
                (dimension, count, queryCount, k, steps, seed) =>
                {
                    using var rows = Rows.Grid(seed, count, dimension, steps);
                    using var queries = Rows.Grid(seed + 1, queryCount, dimension, steps);
                    AssertOracles(rows, queries, Math.Min(k, count), width, workers: 2);
                },
                iter: 40,
                threads: 1);

    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(300)]
    public void Neighbours_are_the_oracles_where_the_matrix_product_cannot_tell_rows_apart(int dimension)
    {
        using var rows = Rows.Clusters(1, 3000, dimension, clusters: 3);
        using var queries = Rows.Clusters(2, 12, dimension, clusters: 3);
        AssertOracles(rows, queries, k: 25, ExactSearch.WidestSimd, workers: 2);
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e-21f)]
    [InlineData(1e16f)]
    public void Neighbours_are_the_oracles_at_extreme_scales(float scale)
    {
        using var rows = Scaled(Rows.Random(1, 700, 20), scale);
        using var queries = Scaled(Rows.Random(2, 9, 20), scale);
        AssertOracles(rows, queries, k: 10, ExactSearch.WidestSimd, workers: 2);
    }

    [Fact]
    public void All_rows_can_be_asked_for()
    {
        using var rows = Rows.Random(1, 2000, 8);
        using var queries = Rows.Random(2, 3, 8);
        AssertOracles(rows, queries, k: 2000, ExactSearch.WidestSimd, workers: 2);
    }

    [Fact]
    public void Constant_rows_come_in_order_of_position()
    {
        using var rows = Rows.Fill(5000, 12, (_, i) => i / 7f);
        using var search = new ExactSearch(rows);
        var (ids, distances) = Search(search, rows.Slice(4990, 10), 75);
        for (int query = 0; query < 10; query++) Assert.Equal(Enumerable.Range(0, 75), ids.Skip(query * 75).Take(75));
        Assert.All(distances, distance => Assert.Equal(0f, distance));
    }

    [Fact]
    public void One_row_is_everyones_neighbour()
    {
        using var rows = Rows.Random(1, 1, 5);
        using var search = new ExactSearch(rows);
        using var queries = Rows.Random(2, 100, 5);
        Assert.All(Search(search, queries, 1).Ids, id => Assert.Equal(0, id));
    }

    [Fact]
    public void Results_do_not_depend_on_batch_threads_or_width()
    {
        using var rows = Rows.Random(1, 1300, 300);
        using var queries = Rows.Random(2, 1100, 300);
        using var whole = new ExactSearch(rows);
        var expected = Search(whole, queries, 20);
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            using var search = new ExactSearch(rows, width, workers: 3);
            var ids = new List<int>();
            var distances = new List<float>();
            int[] starts = [0, 1, 33, 500, 1100];
            foreach (var (start, end) in starts.Zip(starts.Skip(1)))
            {
                var part = Search(search, queries.Slice(start, end - start), 20);
                ids.AddRange(part.Ids);
                distances.AddRange(part.Distances);
            }

            Assert.Equal(expected.Ids, ids);
            Assert.Equal(expected.Distances, distances);
        }
    }

    [Fact]
    public void Searches_at_the_same_time_do_not_disturb_each_other()
    {
        using var rows = Rows.Random(1, 900, 40);
        using var queries = Rows.Random(2, 60, 40);
        using var search = new ExactSearch(rows);
        var expected = Enumerable.Range(1, 12).Select(k => Search(search, queries, k)).ToArray();
        Parallel.For(0, 48, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
        {
            var found = Search(search, queries, (i % 12) + 1);
            Assert.Equal(expected[i % 12].Ids, found.Ids);
            Assert.Equal(expected[i % 12].Distances, found.Distances);
        });
    }

    [Fact]
    public void A_query_costs_no_allocation_once_the_buffers_are_there()
    {
        using var rows = Rows.Random(1, 800, 30);
        using var queries = Rows.Random(2, 2000, 30);
        using var search = new ExactSearch(rows, ExactSearch.WidestSimd, workers: 1);
        int[] ids = new int[2000 * 10];
        float[] distances = new float[2000 * 10];
        search.Search(queries, 10, ids, distances);

        long before = GC.GetAllocatedBytesForCurrentThread();
        search.Search(queries, 10, ids, distances);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-3e38f)]
    public void A_row_without_distances_is_refused_by_position(float value)
    {
        using var rows = Rows.Random(1, 500, 7);
        rows.MutableRow(321)[3] = value;
        rows.MutableRow(400)[0] = value;
        var error = Assert.Throws<ArgumentException>(() => new ExactSearch(rows));
        Assert.StartsWith("Row 321 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_without_distances_is_refused_by_position_and_the_search_goes_on()
    {
        using var rows = Rows.Random(1, 50, 7);
        using var queries = Rows.Random(2, 20, 7);
        using var search = new ExactSearch(rows);
        queries.MutableRow(11)[6] = float.NaN;
        var error = Assert.Throws<ArgumentException>(() => Search(search, queries, 5));
        Assert.StartsWith("Query 11 ", error.Message, StringComparison.Ordinal);
        queries.MutableRow(11)[6] = 0;
        Assert.Equal(Oracle.Search(rows, queries, 5).Ids, Search(search, queries, 5).Ids);
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused()
    {
        using var rows = Rows.Random(1, 50, 7);
        using var queries = Rows.Random(2, 4, 7);
        using var others = Rows.Random(2, 4, 8);
        using var none = RowMatrix.Allocate(0, 7);
        using var search = new ExactSearch(rows);
        using var empty = new ExactSearch(none);
        Assert.Throws<ArgumentException>(() => Search(search, others, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(search, queries, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(search, queries, 51));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(empty, queries, 1));
        Assert.Throws<ArgumentException>(() => search.Search(queries, 5, new int[19], new float[20]));
        Assert.Throws<ArgumentException>(() => search.Search(queries, 5, new int[20], new float[21]));
        Assert.Empty(Search(search, none, 5).Ids);
    }

    [Fact]
    public void A_cancelled_search_stops_and_the_next_is_right()
    {
        using var rows = Rows.Random(1, 900, 10);
        using var queries = Rows.Random(2, 30, 10);
        using var search = new ExactSearch(rows);
        Assert.ThrowsAny<OperationCanceledException>(
            () => search.Search(queries, 5, new int[150], new float[150], new CancellationToken(canceled: true)));
        Assert.Equal(Oracle.Search(rows, queries, 5).Ids, Search(search, queries, 5).Ids);
    }

    private static RowMatrix Scaled(RowMatrix rows, float scale)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            foreach (ref float value in rows.MutableRow(row)) value *= scale;
        }

        return rows;
    }

    private static void AssertOracles(RowMatrix rows, RowMatrix queries, int k, SimdWidth width, int workers)
    {
        using var search = new ExactSearch(rows, width, workers);
        var expected = Oracle.Search(rows, queries, k);
        var found = Search(search, queries, k);
        Assert.Equal(expected.Ids, found.Ids);
        Assert.Equal(expected.Distances, found.Distances);
    }

    private static (int[] Ids, float[] Distances) Search(ExactSearch search, RowMatrix queries, int k)
    {
        int[] ids = new int[queries.Count * k];
        float[] distances = new float[queries.Count * k];
        search.Search(queries, k, ids, distances);
        return (ids, distances);
    }
}
