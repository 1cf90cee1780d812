namespace DkNN.Vectors.Tests;

/// <summary>Rows for tests, by seed.</summary>
internal static class Rows
{
    /// <summary>Independent values in [-1, 1).</summary>
    public static RowMatrix Random(int seed, int count, int dimension)
    {
        var random = new Random(seed);
        return Fill(count, dimension, (_, _) => (random.NextSingle() * 2) - 1);
    }

    /// <summary>Values on a coarse grid: most rows have twins, and different rows lie at equal distances.</summary>
    public static RowMatrix Grid(int seed, int count, int dimension, int steps)
    {
        var random = new Random(seed);
        return Fill(count, dimension, (_, _) => random.Next(steps) / 4f);
    }

    /// <summary>A few tight clusters far from the origin, whose inner distances the matrix product cannot tell apart.</summary>
    public static RowMatrix Clusters(int seed, int count, int dimension, int clusters)
    {
        var random = new Random(seed);
        using var centres = Random(clusters, clusters, dimension);
        return Fill(count, dimension, (row, i) => (10 * centres.Row(row % clusters)[i]) + (random.NextSingle() * 1e-5f));
    }

    public static RowMatrix Fill(int count, int dimension, Func<int, int, float> value)
    {
        var rows = RowMatrix.Allocate(count, dimension);
        for (int row = 0; row < count; row++)
        {
            var values = rows.MutableRow(row);
            for (int i = 0; i < dimension; i++) values[i] = value(row, i);
        }

        return rows;
    }
}
