using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw.Tests;

public sealed class HnswIndexTests : IDisposable
{
    private const int K = 10;
    private const int Dimension = 24;

    private readonly TemporaryFolder _folder = new();
    private readonly RowMatrix _rows = SampleRows.Clustered(4_000, Dimension, seed: 1);
    private readonly RowMatrix _queries = SampleRows.Clustered(40, Dimension, seed: 2);

    private string File => _folder["saved.index"];

    public void Dispose()
    {
        _rows.Dispose();
        _queries.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        using (var one = Build(_rows, workers: 1)) one.Save(File);
        byte[] alone = System.IO.File.ReadAllBytes(File);
        using (var several = Build(_rows, workers: 4)) several.Save(File);
        Assert.True(alone.AsSpan().SequenceEqual(System.IO.File.ReadAllBytes(File)), "Four threads build another graph than one.");
    }

    [Fact]
    public void Every_seed_gives_another_graph()
    {
        using (var index = Build(_rows, seed: 1)) index.Save(File);
        byte[] one = System.IO.File.ReadAllBytes(File);
        using (var index = Build(_rows, seed: 2)) index.Save(File);
        Assert.False(one.AsSpan().SequenceEqual(System.IO.File.ReadAllBytes(File)), "Two seeds give one graph.");
    }

    [Fact]
    public void Inserted_rows_are_found_like_those_of_the_build()
    {
        using var half = _rows.Slice(0, 2_000);
        using var more = _rows.Slice(2_000, 1_500);
        using var last = _rows.Slice(3_500, 500);
        using var index = Build(half);
        index.Insert(more);
        index.Insert(last);
        Assert.Equal(4_000, index.Count);
        Assert.InRange(Recall(index, _ => true), 0.95, 1);

        index.Save(File);
        using var loaded = HnswIndex.Load(File, half, 150);
        AssertSameAnswers(index, loaded);
        // A loaded graph is mapped until it grows.
        loaded.Insert(last);
        Assert.Equal(4_500, loaded.Count);
        loaded.Save(_folder["again.index"]);
    }

    [Fact]
    public void Rows_inserted_in_parts_are_found_and_a_stopped_insertion_leaves_the_index_whole()
    {
        using var few = _rows.Slice(0, 1_000);
        using var more = SampleRows.Clustered(5_000, _rows.Dimension, seed: 9);
        using var index = Build(few);
        Assert.ThrowsAny<OperationCanceledException>(() => index.Insert(more, new CancellationToken(canceled: true)));
        Assert.Equal(1_000, index.Count);
        index.Insert(more);
        Assert.Equal(6_000, index.Count);
        using var ends = more.Slice(4_090, 20);
        Assert.Equal(Enumerable.Range(5_090, 20), Search(index, ends, 1).Ids);
    }

    [Fact]
    public void A_row_inserted_twice_is_found_twice()
    {
        using var index = Build(_rows);
        using var again = _rows.Slice(100, 50);
        index.Insert(again);
        index.Insert(again);
        var (ids, distances) = Search(index, again, 3);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal([100 + i, 4_000 + i, 4_050 + i], ids.Skip(3 * i).Take(3));
            Assert.All(distances.Skip(3 * i).Take(3), distance => Assert.Equal(0f, distance));
        }
    }

    [Fact]
    public void Rows_of_another_dimension_or_without_distances_are_not_inserted()
    {
        using var index = Build(_rows);
        using var narrow = SampleRows.Constant(2, Dimension - 1, 1);
        using var broken = SampleRows.Constant(2, Dimension, float.NaN);
        Assert.Throws<ArgumentException>(() => index.Insert(narrow));
        Assert.Contains("Row 0", Assert.Throws<ArgumentException>(() => index.Insert(broken)).Message, StringComparison.Ordinal);
        Assert.Equal(4_000, index.Count);
    }

    [Fact]
    public void Deleted_rows_are_never_found_even_after_loading()
    {
        using var index = Build(_rows);
        for (int row = 0; row < 4_000; row += 3) index.Delete(row);
        Assert.InRange(Recall(index, row => row % 3 != 0), 0.95, 1);
        Assert.All(Search(index, K).Ids, row => Assert.NotEqual(0, row % 3));
        index.Save(File);
        using var loaded = HnswIndex.Load(File, _rows, 150);
        AssertSameAnswers(index, loaded);
        loaded.Delete(1);
        Assert.DoesNotContain(1, Search(loaded, K).Ids);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Delete(4_000));
    }

    [Fact]
    public void Where_fewer_than_k_rows_are_left_the_rest_is_empty()
    {
        using var index = Build(_rows);
        for (int row = 4; row < 4_000; row++) index.Delete(row);
        var (ids, distances) = Search(index, K);
        for (int query = 0; query < _queries.Count; query++)
        {
            Assert.Equal([0, 1, 2, 3], ids.Skip(query * K).Take(4).Order());
            Assert.All(ids.Skip((query * K) + 4).Take(K - 4), row => Assert.Equal(-1, row));
            Assert.All(distances.Skip((query * K) + 4).Take(K - 4), distance => Assert.Equal(float.PositiveInfinity, distance));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(500)]
    public void A_filter_keeps_all_other_rows_out(int oneIn)
    {
        using var index = Build(_rows);
        int[] ids = new int[_queries.Count * K];
        index.Search(_queries, K, row => row % oneIn == 1, ids, new float[ids.Length]);
        Assert.All(ids, row => Assert.True(row == -1 || row % oneIn == 1));
        Assert.Equal(Math.Min(K, 4_000 / oneIn) * _queries.Count, ids.Count(row => row >= 0));
        Assert.InRange(Recall(ids, row => row % oneIn == 1), 0.95, 1);
    }

    [Fact]
    public void What_a_filter_throws_reaches_the_caller()
    {
        using var index = Build(_rows);
        int[] ids = new int[_queries.Count * K];
        Assert.Throws<NotSupportedException>(
            () => index.Search(_queries, K, _ => throw new NotSupportedException(), ids, new float[ids.Length]));
    }

    [Fact]
    public void A_query_without_distances_is_refused()
    {
        using var index = Build(_rows);
        _queries.MutableRow(7)[3] = float.NaN;
        Assert.Contains("Query 7", Assert.Throws<ArgumentException>(() => Search(index, K)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_equal_rows_hide_no_others()
    {
        using var rows = RowMatrix.Allocate(4_000, Dimension);
        // 3 000 rows of zeros among 1 000 that differ.
        for (int row = 0; row < 4_000; row += 4) _rows.Row(row).CopyTo(rows.MutableRow(row));
        using var index = Build(rows);
        using var zero = SampleRows.Constant(1, Dimension, 0);
        Assert.Equal(Enumerable.Range(0, 400).Where(row => row % 4 != 0).Take(200), Search(index, zero, 200).Ids);
        Assert.InRange(Recall(Search(index, K).Ids, rows, _ => true), 0.95, 1);
    }

    [Fact]
    public void Rows_too_uneven_for_codes_are_walked_over_as_they_are()
    {
        using var rows = SampleRows.Clustered(4_000, Dimension, seed: 1);
        rows.MutableRow(5)[0] = 1e6f;
        Assert.Null(RowCodes.Fit(rows));
        using var index = Build(rows);
        Assert.InRange(Recall(Search(index, K).Ids, rows, _ => true), 0.95, 1);
        using var more = _rows.Slice(0, 100);
        index.Insert(more);
        Assert.Equal(4_000, Search(index, more, 2).Ids[1]);
        index.Save(File);
        using var loaded = HnswIndex.Load(File, rows, 150);
        AssertSameAnswers(index, loaded);
    }

    [Fact]
    public void A_disposed_index_says_so()
    {
        var index = Build(_rows);
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Search(index, K));
        Assert.Throws<ObjectDisposedException>(() => index.Delete(0));
        Assert.Throws<ObjectDisposedException>(() => index.Insert(_rows));
    }

    private static HnswIndex Build(RowMatrix rows, int workers = 2, int seed = 3) => HnswIndex.Build(
        rows, new HnswOptions { EfConstruction = 100 }, new IndexBuildContext(seed, null, CancellationToken.None), workers);

    private static (int[] Ids, float[] Distances) Search(HnswIndex index, RowMatrix queries, int k)
    {
        int[] ids = new int[queries.Count * k];
        float[] distances = new float[ids.Length];
        index.Search(queries, k, ids, distances);
        return (ids, distances);
    }

    private (int[] Ids, float[] Distances) Search(HnswIndex index, int k) => Search(index, _queries, k);

    private void AssertSameAnswers(HnswIndex index, HnswIndex other)
    {
        var (ids, distances) = Search(index, K);
        var (otherIds, otherDistances) = Search(other, K);
        Assert.Equal(ids, otherIds);
        Assert.Equal(distances, otherDistances);
    }

    private double Recall(HnswIndex index, Func<int, bool> isWanted) => Recall(Search(index, K).Ids, _rows, isWanted);

    private double Recall(int[] ids, Func<int, bool> isWanted) => Recall(ids, _rows, isWanted);

    /// <summary>The share of the nearest wanted rows that is found.</summary>
    private double Recall(int[] ids, RowMatrix rows, Func<int, bool> isWanted)
    {
        int[] wanted = [.. Enumerable.Range(0, rows.Count).Where(isWanted)];
        int hits = 0, possible = 0;
        for (int query = 0; query < _queries.Count; query++)
        {
            int[] nearest = [.. wanted.OrderBy(row => Distance(rows, query, row)).Take(K)];
            double farthest = Distance(rows, query, nearest[^1]) * 1.0001;
            hits += ids.Skip(query * K).Take(K).Count(row => row >= 0 && isWanted(row) && Distance(rows, query, row) <= farthest);
            possible += nearest.Length;
        }

        return (double)hits / possible;
    }

    private double Distance(RowMatrix rows, int query, int row) =>
        System.Numerics.Tensors.TensorPrimitives.Distance(_queries.Row(query), rows.Row(row));
}
