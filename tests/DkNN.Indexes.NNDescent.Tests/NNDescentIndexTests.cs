using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent.Tests;

public sealed class NNDescentIndexTests : IDisposable
{
    private const int Dimension = 24;

    private readonly TemporaryFolder _folder = new();
    private readonly RowMatrix _rows = SampleRows.Clustered(2_000, Dimension, seed: 1);
    private readonly IndexBuildContext _context = new(Seed: 3, null, CancellationToken.None);

    private string File => _folder["saved.index"];

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Any_number_of_threads_makes_the_same_graph()
    {
        using var alone = NNDescentIndexFactory.Build(_rows, new NNDescentOptions(), _context, workers: 1);
        for (int workers = 2; workers <= 8; workers += 3)
        {
            using var together = NNDescentIndexFactory.Build(_rows, new NNDescentOptions(), _context, workers);
            for (int row = 0; row < _rows.Count; row++) Assert.Equal(alone.Graph.Neighbors(row), together.Graph.Neighbors(row));
            Assert.Equal(alone.Graph.Entries, together.Graph.Entries);
        }
    }

    [Fact]
    public void Rows_by_the_thousand_that_are_equal_change_nothing_of_that()
    {
        using var rows = RowMatrix.Allocate(2_400, Dimension);
        for (int row = 0; row < rows.Count; row++) _rows.Row(row < 2_000 ? row % 2 : row - 1_998).CopyTo(rows.MutableRow(row));
        using var alone = NNDescentIndexFactory.Build(rows, new NNDescentOptions(), _context, workers: 1);
        using var together = NNDescentIndexFactory.Build(rows, new NNDescentOptions(), _context, workers: 4);
        for (int row = 0; row < rows.Count; row++) Assert.Equal(alone.Graph.Neighbors(row), together.Graph.Neighbors(row));
        using var query = rows.Slice(1_001, 1);
        int[] ids = new int[1_200];
        float[] distances = new float[ids.Length];
        alone.Search(query, ids.Length, ids, distances);
        Assert.Equal(1_000, distances.Count(distance => distance == 0));
        Assert.DoesNotContain(-1, ids);
    }

    [Fact]
    public void As_many_neighbours_as_there_are_rows_are_all_found()
    {
        using var index = new NNDescentIndexFactory().Build(_rows, new NNDescentOptions { Neighbors = 4, Epsilon = 0 }, _context);
        using var query = _rows.Slice(5, 1);
        int[] ids = new int[_rows.Count];
        index.Search(query, ids.Length, ids, new float[ids.Length]);
        Assert.Equal(Enumerable.Range(0, _rows.Count), ids.Order());
    }

    [Fact]
    public void A_graph_of_sketches_leads_to_the_neighbours_of_rows()
    {
        using var rows = SampleRows.Clustered(2_000, 600, seed: 1);
        using var queries = SampleRows.Clustered(100, 600, seed: 2);
        AssertFinds(rows, queries, least: 900);
    }

    [Fact]
    public void Rows_of_few_real_dimensions_are_walked_over_in_brief()
    {
        using var few = SampleRows.Clustered(2_100, 20, seed: 1);
        using var all = Embed(few, 600);
        using var rows = all.Slice(0, 2_000);
        using var queries = all.Slice(2_000, 100);
        long bytes = AssertFinds(rows, queries, least: 970);
        Assert.True(bytes < rows.Bytes / 2, $"The index takes {bytes} bytes beside {rows.Bytes} of rows.");
    }

    [Fact]
    public void A_saved_index_of_sketches_answers_as_before_and_a_changed_basis_is_refused()
    {
        using var few = SampleRows.Clustered(2_000, 20, seed: 1);
        using var rows = Embed(few, 600);
        using var queries = rows.Slice(100, 50);
        int[] expected = new int[500], ids = new int[500];
        using (var index = NNDescentIndexFactory.Build(rows, new NNDescentOptions(), _context, workers: 2))
        {
            index.Search(queries, 10, expected, new float[500]);
            index.Save(File);
        }

        using (var loaded = new NNDescentIndexFactory().Load(File, rows, new NNDescentOptions()))
        {
            loaded.Search(queries, 10, ids, new float[500]);
            Assert.Equal(expected, ids);
        }

        byte[] bytes = System.IO.File.ReadAllBytes(File);
        for (int at = 4_096; at < bytes.Length; at += bytes.Length / 40)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 0x40;
            System.IO.File.WriteAllBytes(File, damaged);
            Assert.Throws<InvalidDataException>(() =>
            {
                using var loaded = new NNDescentIndexFactory().Load(File, rows, new NNDescentOptions());
                loaded.Search(queries, 10, ids, new float[500]);
            });
        }
    }

    /// <summary>Rows of more floats that lie in as many directions as before, but for a little noise.</summary>
    private static RowMatrix Embed(RowMatrix rows, int dimension)
    {
        var random = new Random(5);
        using var directions = RowMatrix.Allocate(dimension, rows.Dimension);
        for (int i = 0; i < dimension; i++)
        {
            foreach (ref float value in directions.MutableRow(i)) value = random.NextSingle() - 0.5f;
        }

        var embedded = RowMatrix.Allocate(rows.Count, dimension);
        using var product = new RowProduct(directions);
        product.Multiply(rows, embedded);
        for (int i = 0; i < rows.Count; i++)
        {
            foreach (ref float value in embedded.MutableRow(i)) value += 0.01f * (random.NextSingle() - 0.5f);
        }

        return embedded;
    }

    private long AssertFinds(RowMatrix rows, RowMatrix queries, int least)
    {
        using var index = NNDescentIndexFactory.Build(rows, new NNDescentOptions(), _context, workers: 2);
        using var exact = new ExactSearch(rows);
        int[] truth = new int[1_000], ids = new int[1_000];
        exact.Search(queries, 10, truth, new float[1_000]);
        index.Search(queries, 10, ids, new float[1_000]);
        int hits = Enumerable.Range(0, 100).Sum(query => truth.Skip(query * 10).Take(10).Intersect(ids.Skip(query * 10).Take(10)).Count());
        Assert.True(hits >= least, $"{hits} of 1000 neighbours are found.");
        return index.Bytes;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(Dimension)]
    public void Sketches_of_any_length_lead_to_true_distances(int floats)
    {
        using var index = new NNDescentIndexFactory().Build(_rows, new NNDescentOptions { Sketch = floats }, _context);
        using var query = _rows.Slice(5, 1);
        int[] ids = new int[3];
        float[] distances = new float[3];
        index.Search(query, 3, ids, distances);
        for (int i = 0; i < ids.Length; i++)
        {
            double squared = 0;
            for (int at = 0; at < Dimension; at++) squared += Math.Pow(query.Row(0)[at] - _rows.Row(ids[i])[at], 2);
            Assert.Equal(Math.Sqrt(squared), distances[i], 1e-3);
        }
    }

    [Fact]
    public void The_descent_finds_nearly_all_neighbours_of_every_row()
    {
        const int K = 15;
        var lists = new NeighborLists(_rows.Count, K);
        var options = new NNDescentOptions { Neighbors = K, Trees = 3 };
        new GraphBuild(_rows, options, _context, Environment.ProcessorCount).FindNeighbors(_rows, lists);
        using var exact = new ExactSearch(_rows);
        int[] ids = new int[_rows.Count * (K + 1)];
        exact.Search(_rows, K + 1, ids, new float[ids.Length]);
        int hits = 0;
        for (int row = 0; row < _rows.Count; row++)
        {
            var truth = ids.AsSpan(row * (K + 1), K + 1);
            foreach (ulong key in lists.Row(row)) hits += truth.Contains(NeighborLists.IdOf(key)) ? 1 : 0;
        }

        double recall = hits / (double)(_rows.Count * K);
        Assert.True(recall >= 0.98, $"The graph holds {recall:P1} of the true neighbours.");
    }

    [Fact]
    public void More_slack_looks_at_more_rows()
    {
        using var index = new NNDescentIndexFactory().Build(_rows, new NNDescentOptions(), _context);
        long tight = DistancesAt(0), loose = DistancesAt(0.3);
        Assert.True(loose > tight, $"{loose} rows looked at with slack, {tight} without.");

        long DistancesAt(double epsilon)
        {
            index.Effort!.Value = epsilon;
            long before = index.Statistics.Candidates;
            index.Search(_rows, 1, new int[_rows.Count], new float[_rows.Count]);
            return index.Statistics.Candidates - before;
        }
    }

    [Fact]
    public void Progress_rises_to_the_end()
    {
        var told = new List<double>();
        var context = _context with { Progress = new Recorder(told) };
        NNDescentIndexFactory.Build(_rows, new NNDescentOptions(), context, workers: 1).Dispose();
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    [Fact]
    public void A_row_that_is_no_number_is_named_with_the_mend()
    {
        _rows.MutableRow(1_234)[7] = float.NaN;
        string message = Assert.Throws<ArgumentException>(() => new NNDescentIndexFactory().Build(_rows, new NNDescentOptions(), _context)).Message;
        Assert.Contains("Row 1234", message, StringComparison.Ordinal);
        Assert.Contains("Check", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "fit")]
    [InlineData(2_000, -5, "fit")]
    [InlineData(700, int.MaxValue, "ends before it starts")]
    [InlineData(700, -1, "ends before it starts")]
    public void Offsets_that_lead_outside_are_refused(int place, int value, string saying) =>
        AssertRefused("offsets", offsets => offsets[place] = value, saying);

    [Theory]
    [InlineData(-1)]
    [InlineData(2_000)]
    [InlineData(int.MinValue)]
    public void Neighbours_and_entries_that_are_no_rows_are_refused(int value)
    {
        AssertRefused("neighbors", neighbors => neighbors[^1] = value, "none of");
        AssertRefused("entries", entries => entries[0] = value, "none of");
    }

    private void AssertRefused(string section, Action<int[]> change, string saying)
    {
        using (var index = NNDescentIndexFactory.Build(_rows, new NNDescentOptions(), _context, workers: 2)) index.Save(File);
        SectionImage.Rewrite(File, File, section, change);
        var problem = Assert.Throws<InvalidDataException>(() => new NNDescentIndexFactory().Load(File, _rows, new NNDescentOptions()).Dispose());
        Assert.Contains(saying, problem.Message, StringComparison.Ordinal);
    }

    private sealed class Recorder(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
