using DkNN.Vectors;

namespace DkNN.Testing;

/// <summary>Rows for tests, by seed.</summary>
public static class SampleRows
{
    /// <summary>Rows around a few centres, as activations of a few classes are.</summary>
    /// <param name="count">Number of rows, at least 1.</param>
    /// <param name="dimension">Floats a row, at least 1.</param>
    /// <param name="seed">Seed: equal seeds give equal rows. The centres do not depend on it, so that queries of another seed are near.</param>
    public static RowMatrix Clustered(int count, int dimension, int seed)
    {
        const int Centres = 10;
        using var centres = Normal(Centres, dimension, new Random(dimension), 0);
        var random = new Random(seed);
        var rows = Normal(count, dimension, random, 0);
        for (int row = 0; row < count; row++)
        {
            var centre = centres.Row(random.Next(Centres));
            var values = rows.MutableRow(row);
            for (int column = 0; column < dimension; column++) values[column] = centre[column] + (0.5f * values[column]);
        }
        return rows;
    }

    /// <summary>Rows that are all the same.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="dimension">Floats a row.</param>
    /// <param name="value">Every float.</param>
    public static RowMatrix Constant(int count, int dimension, float value)
    {
        var rows = RowMatrix.Allocate(count, dimension);
        for (int row = 0; row < count; row++) rows.MutableRow(row).Fill(value);
        return rows;
    }

    private static RowMatrix Normal(int count, int dimension, Random random, float mean)
    {
        var rows = RowMatrix.Allocate(count, dimension);
        for (int row = 0; row < count; row++)
        {
            foreach (ref float value in rows.MutableRow(row))
            {
                // Box and Muller; 1 − u is never 0.
                double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
                value = mean + (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
            }
        }
        return rows;
    }
}
