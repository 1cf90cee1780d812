using CsCheck;
using DkNN.Vectors;

namespace DkNN.Indexes.RpForest.Tests;

public sealed class RpForestIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RowMatrix _rows = SampleRows.Clustered(500, 20, seed: 1);
    private readonly RpForestIndexFactory _factory = new();
    private readonly RpForestOptions _options = new() { Trees = 5, LeafSize = 20 };

    private string File => _folder["forest.index"];

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void All_rows_gathered_give_the_exact_answer()
    {
        using var index = Build(_rows);
        using var exact = new ExactSearch(_rows);
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[1, 40]).Sample(
            (seed, k) =>
            {
                using var queries = SampleRows.Clustered(4, 20, seed);
                index.Effort!.Value = index.Effort.Most;
                int[] expected = new int[4 * k], found = new int[4 * k];
                float[] distances = new float[4 * k];
                exact.Search(queries, k, expected, distances);
                index.Search(queries, k, found, distances);
                return expected.SequenceEqual(found);
            },
            iter: 50);
    }

    [Fact]
    public void As_many_rows_as_are_asked_for_are_found_at_the_least_effort()
    {
        using var index = Build(_rows);
        index.Effort!.Value = 1;
        int[] ids = new int[_rows.Count];
        using var query = _rows.Slice(3, 1);
        index.Search(query, _rows.Count, ids, new float[ids.Length]);
        Assert.Equal(Enumerable.Range(0, _rows.Count), ids.Order());
    }

    [Fact]
    public void More_effort_measures_more_rows()
    {
        using var index = Build(_rows);
        int[] ids = new int[_rows.Count];
        float[] distances = new float[ids.Length];
        index.Effort!.Value = 50;
        index.Search(_rows, 1, ids, distances);
        long little = index.Statistics.Distances;
        index.Effort.Value = 300;
        index.Search(_rows, 1, ids, distances);
        Assert.InRange(index.Statistics.Distances, (2 * little) + 1, long.MaxValue);
        Assert.Equal(2L * _rows.Count, index.Statistics.Queries);
        Assert.InRange(index.Statistics.Candidates, index.Statistics.Distances, long.MaxValue);
        Assert.InRange(index.Bytes, 5 * 500 * sizeof(int), 1_000_000);
    }

    [Fact]
    public void Progress_rises_to_the_whole()
    {
        var shares = new Shares();
        _factory.Build(_rows, _options, new IndexBuildContext(1, shares, CancellationToken.None)).Dispose();
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 1.0], shares.Reported);
    }

    [Fact]
    public void Another_seed_grows_another_forest()
    {
        Save(_rows, seed: 1);
        byte[] one = System.IO.File.ReadAllBytes(File);
        Save(_rows, seed: 1);
        Assert.Equal(one, System.IO.File.ReadAllBytes(File));
        Save(_rows, seed: 2);
        Assert.NotEqual(one, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_row_that_is_no_number_is_named()
    {
        _rows.MutableRow(5)[0] = float.NaN;
        Assert.Contains("Row 5", Assert.Throws<ArgumentException>(() => Build(_rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_is_no_number_is_named()
    {
        using var index = Build(_rows);
        using var queries = SampleRows.Clustered(3, 20, seed: 4);
        queries.MutableRow(2)[7] = float.PositiveInfinity;
        var problem = Assert.Throws<ArgumentException>(() => index.Search(queries, 1, new int[3], new float[3]));
        Assert.Contains("Query 2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_disposed_of_is_not_searched()
    {
        var index = Build(_rows);
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Search(_rows, 1, new int[500], new float[500]));
        Assert.Throws<ObjectDisposedException>(() => index.Save(File));
    }

    private INeighborIndex Build(RowMatrix rows) => _factory.Build(rows, _options, new IndexBuildContext(1, null, CancellationToken.None));

    private void Save(RowMatrix rows, int seed)
    {
        using var index = _factory.Build(rows, _options, new IndexBuildContext(seed, null, CancellationToken.None));
        index.Save(File);
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> Reported { get; } = [];

        public void Report(double value) => Reported.Add(value);
    }
}
