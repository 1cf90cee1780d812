namespace DkNN.Vectors.Tests;

public sealed class FastSearchTests
{
    public static TheoryData<SimdWidth> Widths => [SimdWidth.Scalar, SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Distances_are_the_exact_ones_within_rounding(SimdWidth width)
    {
        using var rows = Rows.Random(1, 3_000, 70);
        using var queries = Rows.Random(2, 40, 70);
        using var fast = new FastSearch(rows, width, workers: 2);
        using var exact = new ExactSearch(rows);
        var (_, distances) = Search(fast, queries, 30);
        float[] expected = new float[distances.Length];
        exact.Search(queries, 30, new int[expected.Length], expected);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], distances[i], 1e-3f);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(20_000)]
    public void Results_do_not_depend_on_batch_or_threads_and_ties_go_by_position(int count)
    {
        // So many rows that thresholds are guessed from a sample; most have twins.
        using var rows = Rows.Grid(1, count, 6, 3);
        using var queries = Rows.Grid(2, 130, 6, 3);
        using var one = new FastSearch(rows, ExactSearch.WidestSimd, workers: 1);
        using var three = new FastSearch(rows, ExactSearch.WidestSimd, workers: 3);
        var expected = Search(one, queries, 50);
        var threaded = Search(three, queries, 50);
        Assert.Equal(expected.Ids, threaded.Ids);
        Assert.Equal(expected.Distances, threaded.Distances);
        using var alone = queries.Slice(77, 1);
        Assert.Equal(expected.Ids.Skip(77 * 50).Take(50), Search(three, alone, 50).Ids);
        using var exact = new ExactSearch(rows);
        int[] truth = new int[expected.Ids.Length];
        exact.Search(queries, 50, truth, new float[truth.Length]);
        // Distances on the grid are exact in single precision, so that the order is that of exact search.
        Assert.Equal(truth, expected.Ids);
    }

    [Theory]
    [InlineData(70, 1.0f, 1)]
    [InlineData(300, 1.0f, 1)]
    // Many rows with the same code, and some with the same floats.
    [InlineData(12, 0.02f, 1)]
    // A query far outside of what codes can tell.
    [InlineData(70, 1.0f, 3_000)]
    public void A_query_alone_is_answered_by_codes_to_the_last_bit_as_among_others(int dimension, float spread, float length)
    {
        using var random = Rows.Random(1, 1_003, dimension);
        using var rows = Rows.Fill(1_003, dimension, (row, i) => random.Row(row % 900)[i] * (i == 0 ? 1 : spread));
        using var sample = Rows.Random(2, 20, dimension);
        using var queries = Rows.Fill(20, dimension, (row, i) => sample.Row(row)[i] * length);
        var codes = RowCodes.Fit(rows) ?? Coarse(rows);
        codes.Append(rows, first: 0, workers: 2);
        using var search = FastSearch.WithCodes(rows, codes, CancellationToken.None);
        var (ids, distances) = Search(search, queries, 40);
        for (int query = 0; query < queries.Count; query++)
        {
            using var one = queries.Slice(query, 1);
            var alone = Search(search, one, 40);
            Assert.Equal(ids.Skip(query * 40).Take(40), alone.Ids);
            Assert.Equal(distances.Skip(query * 40).Take(40), alone.Distances);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(search, queries, 1_004));
        queries.MutableRow(3)[0] = float.NaN;
        using var bad = queries.Slice(3, 1);
        Assert.Throws<ArgumentException>(() => Search(search, bad, 40));
    }

    [Fact]
    public void Codes_of_a_damaged_scale_cost_time_and_no_neighbour()
    {
        using var rows = Rows.Random(1, 300, 20);
        using var query = Rows.Random(2, 1, 20);
        var codes = new RowCodes([.. Enumerable.Repeat(float.NaN, 20), float.PositiveInfinity], new PinnedArray<byte>(300 * 64));
        using var coded = FastSearch.WithCodes(rows, codes, CancellationToken.None);
        using var plain = new FastSearch(rows);
        Assert.Equal(Search(plain, query, 9).Ids, Search(coded, query, 9).Ids);
    }

    [Fact]
    public void A_sample_that_misleads_costs_time_and_no_neighbour()
    {
        // All near rows stand in the blocks that the sample takes: its guess lets too few of the others in.
        using var rows = Rows.Fill(192 * 80, 4, (row, i) => row / 192 % 16 == 0 ? i : 1_000 + row + i);
        using var queries = Rows.Fill(3, 4, (row, i) => row + i);
        using var search = new FastSearch(rows);
        int k = 5 * 192 + 40;
        var (ids, _) = Search(search, queries, k);
        for (int query = 0; query < 3; query++)
        {
            Assert.Equal(k, ids.Skip(query * k).Take(k).Distinct().Count());
            Assert.All(ids.Skip(query * k).Take(5 * 192), id => Assert.Equal(0, id / 192 % 16));
        }
    }

    [Fact]
    public void A_search_prepared_with_known_norms_is_the_same()
    {
        using var rows = Rows.Random(1, 500, 20);
        using var queries = Rows.Random(2, 10, 20);
        using var measured = new FastSearch(rows);
        using var known = new FastSearch(rows, measured.HalfNorms);
        Assert.Equal(Search(measured, queries, 9).Ids, Search(known, queries, 9).Ids);
        Assert.Throws<ArgumentException>(() => new FastSearch(rows, measured.HalfNorms[1..]));
        Assert.Throws<ArgumentException>(() => new ExactSearch(rows, [.. Enumerable.Repeat(float.NaN, 500)]));
    }

    /// <summary>Codes that hardly tell rows apart.</summary>
    private static RowCodes Coarse(RowMatrix rows) => new([.. Enumerable.Repeat(-4f, rows.Dimension), 0.1f], new PinnedArray<byte>(0));

    private static (int[] Ids, float[] Distances) Search(FastSearch search, RowMatrix queries, int k)
    {
        int[] ids = new int[queries.Count * k];
        float[] distances = new float[ids.Length];
        search.Search(queries, k, ids, distances);
        return (ids, distances);
    }
}
