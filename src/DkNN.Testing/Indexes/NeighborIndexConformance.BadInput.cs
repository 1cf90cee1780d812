using DkNN.Vectors;
using Xunit;

namespace DkNN.Testing;

/// <content>Awkward rows, and rows and queries that cannot be searched.</content>
public abstract partial class NeighborIndexConformance<TFactory, TOptions>
{
    [Fact]
    public void Awkward_rows_are_searched_like_others()
    {
        using var one = SampleRows.Clustered(1, Dimension, seed: 5);
        Check(one, 1);
        using var zeros = SampleRows.Constant(300, Dimension, 0);
        Check(zeros, K);
        using var constant = SampleRows.Constant(300, Dimension, 1.5f);
        Check(constant, K);
        Check(constant, 300);
        using var repeated = RowMatrix.Allocate(3_000, Dimension);
        for (int row = 0; row < 3_000; row++) Rows.Row(row / 1_000).CopyTo(repeated.MutableRow(row));
        Check(repeated, K);
        using var few = Rows.Slice(0, 300);
        Check(few, 300);

        void Check(RowMatrix rows, int k)
        {
            using var index = Build(rows);
            AssertWellFormed(Neighbors.Of(index, Queries, k), rows, k);
        }
    }

    /// <summary>A layer without rows has no neighbours: it is built, saved and loaded, and any search of it is refused.</summary>
    [Fact]
    public void An_empty_set_is_indexed_and_refuses_to_be_searched()
    {
        using var none = RowMatrix.Allocate(0, Dimension);
        using var built = Build(none);
        built.Save(File);
        using var loaded = _factory.Load(File, none, Options);
        Assert.All([built, loaded], index =>
        {
            Assert.Equal((0, Dimension), (index.Count, index.Dimension));
            WrongArguments.Require<ArgumentException>(() => Neighbors.Of(index, Queries, 1));
        });
    }

    [Fact]
    public void No_queries_are_answered_by_nothing()
    {
        using var index = Build(Rows);
        using var none = Queries.Slice(0, 0);
        Assert.Empty(Neighbors.Of(index, none, K).Ids);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1e20f)]
    public void Rows_that_have_no_distances_are_refused_by_their_number(float value)
    {
        using var rows = SampleRows.Clustered(200, Dimension, seed: 6);
        rows.MutableRow(77)[Dimension / 2] = value;
        rows.MutableRow(150)[0] = value;
        new Refusal("rows without distances", "Begin Build with FiniteRows.RequireRows(rows, context.CancellationToken).")
            .Require<ArgumentException>(() => Build(rows).Dispose(), "Row 77 ");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1e20f)]
    public void Queries_that_have_no_distances_are_refused_by_their_number(float value)
    {
        using var index = Build(Rows);
        using var queries = SampleRows.Clustered(50, Dimension, seed: 6);
        queries.MutableRow(31)[Dimension - 1] = value;
        new Refusal("queries without distances", "Search with QueryLoop.Run, or call FiniteRows.RequireQueries(queries, cancellationToken).")
            .Require<ArgumentException>(() => Neighbors.Of(index, queries, K), "Query 31 ");
    }
}
