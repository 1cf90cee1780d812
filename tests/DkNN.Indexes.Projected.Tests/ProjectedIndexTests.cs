using DkNN.Vectors;

namespace DkNN.Indexes.Projected.Tests;

public sealed class ProjectedIndexTests
{
    private const int K = 5;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(60, 0)]
    [InlineData(1, 2)]
    [InlineData(3, 12)]
    [InlineData(10, 40)]
    [InlineData(3, 60)]
    public void Full_certainty_finds_what_exact_search_finds_far_from_the_rows_too(int components, int fineComponents)
    {
        using var rows = SampleRows.Clustered(4_000, 60, seed: 1);
        using var queries = WithStrangers();
        using var index = Build(
            rows, new ProjectedOptions { Components = components, FineComponents = fineComponents, Certainty = 1 });
        using var exact = new ExactSearch(rows);
        var (expected, _) = Search(exact.Search, queries);
        Assert.Equal(expected, Search(index.Search, queries).Ids);
    }

    [Fact]
    public void A_second_projection_spares_measuring()
    {
        using var rows = SampleRows.Clustered(4_000, 60, seed: 1);
        using var queries = WithStrangers();
        using var coarse = Build(rows, new ProjectedOptions { Components = 3, Certainty = 1 });
        using var both = Build(rows, new ProjectedOptions { Components = 3, FineComponents = 40, Certainty = 1 });
        _ = Search(coarse.Search, queries);
        _ = Search(both.Search, queries);
        Assert.True(
            2 * both.Statistics.Distances < coarse.Statistics.Distances,
            $"{both.Statistics.Distances} rows measured with a second projection, {coarse.Statistics.Distances} without.");
    }

    [Fact]
    public void Long_rows_have_a_second_projection_where_answers_are_to_be_proven()
    {
        using var rows = SampleRows.Clustered(300, 1_600, seed: 1);
        using var usual = Build(rows, new ProjectedOptions());
        using var proven = Build(rows, new ProjectedOptions { Certainty = 1 });
        Assert.True(proven.Bytes > 2 * usual.Bytes, $"{usual.Bytes} and {proven.Bytes} bytes.");
    }

    [Fact]
    public void More_certainty_measures_more_rows_and_finds_no_fewer_neighbours()
    {
        using var rows = SampleRows.Clustered(6_000, 64, seed: 1);
        using var queries = SampleRows.Clustered(60, 64, seed: 2);
        using var index = Build(rows, new ProjectedOptions { Components = 12, Certainty = 0 });
        using var exact = new ExactSearch(rows);
        var truth = Search(exact.Search, queries).Ids;
        double last = 0;
        long lastMeasured = 0;
        foreach (double certainty in (double[])[0, 0.3, 0.6, 1])
        {
            index.Effort!.Value = certainty;
            long before = index.Statistics.Distances;
            var found = Search(index.Search, queries).Ids;
            long measured = index.Statistics.Distances - before;
            double recall = Enumerable.Range(0, queries.Count)
                .Average(query => found.Skip(query * K).Take(K).Intersect(truth.Skip(query * K).Take(K)).Count() / (double)K);
            Assert.True(recall >= last, $"Recall falls from {last} to {recall} at certainty {certainty}.");
            Assert.True(measured >= lastMeasured, $"Fewer rows are measured at certainty {certainty}.");
            (last, lastMeasured) = (recall, measured);
        }
        Assert.Equal(1, last);
    }

    [Fact]
    public void Rows_in_a_plane_need_no_more_directions_than_the_plane_has()
    {
        using var rows = RowMatrix.Allocate(3_000, 100);
        var random = new Random(4);
        for (int row = 0; row < rows.Count; row++)
        {
            var values = rows.MutableRow(row);
            (values[3], values[70]) = (random.NextSingle(), random.NextSingle());
        }
        using var index = Build(rows, new ProjectedOptions { Components = 10, Certainty = 1 });
        using var queries = rows.Slice(0, 20);
        var (ids, distances) = Search(index.Search, queries);
        Assert.Equal(Enumerable.Range(0, 20), Enumerable.Range(0, 20).Select(query => ids[query * K]));
        Assert.All(Enumerable.Range(0, 20), query => Assert.Equal(0f, distances[query * K]));
        Assert.True(index.Statistics.Distances < 20 * 30, $"{index.Statistics.Distances} distances for 20 queries in a plane.");
    }

    [Fact]
    public void The_answer_does_not_change_when_the_effort_is_turned_back()
    {
        using var rows = SampleRows.Clustered(3_000, 40, seed: 1);
        using var queries = SampleRows.Clustered(20, 40, seed: 2);
        using var index = Build(rows, new ProjectedOptions { Components = 8 });
        var before = Search(index.Search, queries).Ids;
        double certainty = index.Effort!.Value;
        index.Effort.Value = 1;
        _ = Search(index.Search, queries);
        index.Effort.Value = certainty;
        Assert.Equal(before, Search(index.Search, queries).Ids);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Effort.Value = 1.01);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Effort.Value = double.NaN);
    }

    private static RowMatrix WithStrangers()
    {
        var queries = SampleRows.Clustered(40, 60, seed: 2);
        for (int query = 0; query < queries.Count; query += 2)
        {
            // Most of a stranger's length lies outside the projection.
            foreach (ref float value in queries.MutableRow(query)) value = 3 - (2 * value);
        }

        return queries;
    }

    private static INeighborIndex Build(RowMatrix rows, ProjectedOptions options) =>
        new ProjectedIndexFactory().Build(rows, options, new IndexBuildContext(0, null, CancellationToken.None));

    private static (int[] Ids, float[] Distances) Search(SearchCall search, RowMatrix queries)
    {
        int[] ids = new int[queries.Count * K];
        float[] distances = new float[ids.Length];
        search(queries, K, ids, distances, CancellationToken.None);
        return (ids, distances);
    }

    private delegate void SearchCall(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken);
}
