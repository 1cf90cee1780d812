using CsCheck;
using DkNN.Vectors;

namespace DkNN.Indexes.Exact.Tests;

/// <summary>Rows of few floats, whose search leaves most of them out: the answers are those of a scan of all, to the last bit.</summary>
public sealed class ShortRowTests
{
    private static readonly ExactIndexFactory Factory = new();

    private static readonly Gen<int> Dimensions = Gen.OneOf(1, 2, 3, 10, 15, 16, 17, 31, 32, 33);

    /// <summary>The greatest leaves the longest rows of a grid, of 33 times 2, just short enough to be taken.</summary>
    private static readonly Gen<float> Scales = Gen.OneOf(1e-42f, 1e-30f, 1e-21f, 1e-10f, 1f, 1e16f, 2.5e17f);

    private enum Kind
    {
        /// <summary>As a softmax layer's: near the corners of a simplex, many of them equal.</summary>
        Corners,

        /// <summary>On few values of either sign, so that many rows are equal and many more equally far.</summary>
        Grid,

        /// <summary>Anywhere.</summary>
        Uniform,

        /// <summary>Nearly one point: what differs is in the last bits.</summary>
        Crowd,
    }

    [Fact]
    public void Answers_are_those_of_a_scan_to_the_last_bit() =>
        Gen.Select(Gen.Enum<Kind>(), Dimensions, Gen.Int[2_048, 2_600], Gen.Int[1, 100], Gen.Int[1, 32], Scales, Gen.Int)
            .Sample(
                (kind, dimension, count, queryCount, k, scale, seed) =>
                {
                    using var rows = Rows(kind, count, dimension, scale, seed);
                    using var strangers = Rows(kind, queryCount, dimension, scale, seed + 1);
                    using var known = rows.Slice(count - queryCount, queryCount);
                    AssertScans(rows, k, strangers, known);
                },
                iter: 60,
                threads: 1);

    [Theory]
    [InlineData(2_047, 5)]
    [InlineData(2_048, 33)]
    [InlineData(2_100, 2_100)]
    public void Few_rows_and_many_neighbours_are_answered_too(int count, int k)
    {
        using var rows = Rows(Kind.Corners, count, 10, scale: 1, seed: 1);
        using var queries = Rows(Kind.Corners, 5, 10, scale: 1, seed: 2);
        AssertScans(rows, k, queries);
    }

    [Fact]
    public void Rows_equally_far_come_by_position()
    {
        // Squares of whole numbers and their sums are exact in whatever order.
        using var rows = Rows(Kind.Grid, 4_000, 3, scale: 1, seed: 1);
        using var queries = Rows(Kind.Grid, 30, 3, scale: 1, seed: 2);
        using var index = Build(rows);
        var (ids, distances) = Search(index, queries, 50);
        for (int query = 0; query < queries.Count; query++)
        {
            float[] asked = queries.Row(query).ToArray();
            var nearest = Enumerable.Range(0, rows.Count)
                .Select(row => (Distance: (float)Math.Sqrt(rows.Row(row).ToArray().Zip(asked, (x, q) => (double)(x - q) * (x - q)).Sum()), Row: row))
                .Order()
                .Take(50)
                .ToArray();
            Assert.Equal(nearest.Select(found => found.Row), ids.Skip(query * 50).Take(50));
            Assert.Equal(nearest.Select(found => found.Distance), distances.Skip(query * 50).Take(50));
        }
    }

    [Fact]
    public void Most_rows_near_corners_are_left_out_and_every_query_counts_once()
    {
        using var rows = Rows(Kind.Corners, 20_000, 10, scale: 1, seed: 1);
        using var queries = Rows(Kind.Corners, 200, 10, scale: 1, seed: 2);
        using var index = Build(rows);
        Search(index, queries, 75);
        Assert.Equal(200, index.Statistics.Queries);
        Assert.InRange(index.Statistics.Candidates, 200 * 75, 200 * 20_000 / 4);
        Assert.InRange(index.Statistics.Distances, 200 * 75 / 2, index.Statistics.Candidates);
    }

    [Fact]
    public void Where_nothing_can_be_left_out_all_rows_are_scanned_and_every_query_counts_once()
    {
        using var rows = Rows(Kind.Uniform, 3_000, 32, scale: 1, seed: 1);
        using var queries = Rows(Kind.Uniform, 200, 32, scale: 1, seed: 2);
        using var index = Build(rows);
        Search(index, queries, 10);
        Assert.Equal(200, index.Statistics.Queries);
        Assert.InRange(index.Statistics.Distances, 200L * 3_000, 200L * 3_000 * 2);
    }

    [Fact]
    public void A_query_without_distances_is_named_by_its_position_among_all()
    {
        using var rows = Rows(Kind.Corners, 3_000, 10, scale: 1, seed: 1);
        using var queries = Rows(Kind.Corners, 200, 10, scale: 1, seed: 2);
        queries.MutableRow(150)[9] = float.NaN;
        using var index = Build(rows);
        var problem = Assert.Throws<ArgumentException>(() => Search(index, queries, 5));
        Assert.StartsWith("Query 150 ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_callers_at_once_and_one_that_was_stopped_get_the_same_answers()
    {
        using var rows = Rows(Kind.Corners, 5_000, 10, scale: 1, seed: 1);
        using var queries = Rows(Kind.Corners, 40, 10, scale: 1, seed: 2);
        using var scan = new ExactSearch(rows);
        var expected = Search(scan.Search, queries, 20);
        using var index = Build(rows);
        Assert.ThrowsAny<OperationCanceledException>(
            () => index.Search(queries, 20, new int[800], new float[800], new CancellationToken(canceled: true)));
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => AssertSame(expected, Search(index, queries, 20)));
    }

    private static void AssertScans(RowMatrix rows, int k, params ReadOnlySpan<RowMatrix> batches)
    {
        using var scan = new ExactSearch(rows);
        using var index = Build(rows);
        foreach (var queries in batches) AssertSame(Search(scan.Search, queries, k), Search(index, queries, k));
    }

    private static void AssertSame((int[] Ids, float[] Distances) expected, (int[] Ids, float[] Distances) found)
    {
        Assert.Equal(expected.Ids, found.Ids);
        Assert.Equal(expected.Distances, found.Distances);
    }

    private static INeighborIndex Build(RowMatrix rows) =>
        Factory.Build(rows, new ExactOptions(), new IndexBuildContext(0, null, CancellationToken.None));

    private static (int[] Ids, float[] Distances) Search(INeighborIndex index, RowMatrix queries, int k) => Search(index.Search, queries, k);

    private static (int[] Ids, float[] Distances) Search(SearchCall search, RowMatrix queries, int k)
    {
        int[] ids = new int[queries.Count * k];
        float[] distances = new float[ids.Length];
        search(queries, k, ids, distances, CancellationToken.None);
        return (ids, distances);
    }

    private static RowMatrix Rows(Kind kind, int count, int dimension, float scale, int seed)
    {
        var random = new Random(seed);
        var rows = RowMatrix.Allocate(count, dimension);
        for (int row = 0; row < count; row++)
        {
            var values = rows.MutableRow(row);
            for (int i = 0; i < dimension; i++) values[i] = Value(kind, random);
            if (kind == Kind.Corners) Soften(values, random);
            foreach (ref float value in values) value *= scale;
        }

        return rows;
    }

    private static float Value(Kind kind, Random random) => kind switch
    {
        Kind.Corners => 4 * random.NextSingle(),
        Kind.Grid => random.Next(-2, 3),
        Kind.Crowd => 1 + (random.Next(4) * 1.2e-7f),
        _ => (2 * random.NextSingle()) - 1,
    };

    /// <summary>One logit far above the others, of some rows so far that nothing is left for them.</summary>
    private static void Soften(Span<float> logits, Random random)
    {
        logits[random.Next(logits.Length)] += random.Next(5) == 0 ? 200 : 4 + (12 * random.NextSingle());
        double sum = 0;
        foreach (float logit in logits) sum += Math.Exp(logit);
        foreach (ref float logit in logits) logit = (float)(Math.Exp(logit) / sum);
    }

    private delegate void SearchCall(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken);
}
