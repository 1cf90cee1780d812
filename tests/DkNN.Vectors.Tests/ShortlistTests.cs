using System.Numerics.Tensors;

namespace DkNN.Vectors.Tests;

public sealed unsafe class ShortlistTests
{
    [Fact]
    public void It_measures_each_row_once_and_gives_the_nearest()
    {
        var random = new Random(1);
        using var rows = Rows.Random(1, 300, 20);
        var list = new Shortlist(rows);
        for (int query = 0; query < 50; query++)
        {
            int[] found = [.. Enumerable.Range(0, 200).Select(_ => random.Next(rows.Count))];
            list.Add(found);
            list.Add(found.AsSpan(50));
            Assert.Equal(found.Distinct().Count(), list.Count);
            int[] ids = new int[10];
            int[] expected =
                [.. found.Distinct().OrderBy(row => TensorPrimitives.Distance(rows.Row(query), rows.Row(row))).Take(10)];
            list.Rank(rows.Pointer + (query * rows.Stride), ids, new float[10]);
            Assert.Equal(expected, ids);
            Assert.Equal(0, list.Count);
        }

        list.AddAll();
        Assert.Equal(rows.Count, list.Count);
    }

    [Fact]
    public void It_says_where_there_are_fewer_rows_than_wanted()
    {
        using var rows = RowMatrix.Allocate(5, 3);
        var list = new Shortlist(rows);
        list.Add([4, 2]);
        int[] ids = new int[3];
        float[] distances = new float[3];
        list.Rank(rows.Pointer, ids, distances);
        Assert.Equal([2, 4, -1], ids);
        Assert.Equal([0, 0, float.PositiveInfinity], distances);
    }
}
