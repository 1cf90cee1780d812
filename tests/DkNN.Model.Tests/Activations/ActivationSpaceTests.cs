using CsCheck;
using DkNN.Vectors;

namespace DkNN.Model.Tests.Activations;

public sealed class ActivationSpaceTests
{
    private static readonly Gen<float[][]> Rows =
        Gen.Int[1, 20].SelectMany(dimension => Gen.Float[-10, 10].Array[dimension].Array[1, 12]);

    [Fact]
    public void Rows_are_scaled_to_unit_length_and_then_centred() => Rows.Sample(rows =>
    {
        int dimension = rows[0].Length;
        var space = Fit(rows);
        using var projected = Project(space, rows);

        double[][] unit = [.. rows.Select(Unit)];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                double expected = unit[row][column] - unit.Average(other => other[column]);
                Assert.Equal(expected, projected.Row(row)[column], 1e-5);
            }
        }
    });

    [Fact]
    public void A_row_of_zeros_is_left_unscaled()
    {
        float[][] rows = [[3, 4], [0, 0]];
        using var projected = Project(Fit(rows), rows);
        Assert.Equal([0.3f, 0.4f], projected.Row(0).ToArray());
        Assert.Equal([-0.3f, -0.4f], projected.Row(1).ToArray());
    }

    [Fact]
    public void A_saved_space_projects_the_same()
    {
        using var directory = new TemporaryFolder();
        float[][] rows = [[1, 2, 3], [4, 5, 6], [-1, 0, 9]];
        var space = Fit(rows);
        string path = Path.Combine(directory.Path, "mean.bin");
        space.Save(path);
        using var before = Project(space, rows);
        using var after = Project(ActivationSpace.Load(path), rows);
        for (int row = 0; row < rows.Length; row++) Assert.Equal(before.Row(row).ToArray(), after.Row(row).ToArray());
    }

    [Fact]
    public void Rows_scaled_while_the_mean_was_taken_are_centred_to_the_same_bits() => Rows.Sample(rows =>
    {
        float[] all = [.. rows.SelectMany(row => row)];
        var builder = new ActivationSpace.Builder(rows[0].Length);
        using var centred = RowMatrix.Allocate(rows.Length, rows[0].Length);
        builder.Add(all, centred);
        var space = builder.Build();
        space.Center(centred);
        using var projected = Project(space, rows);
        for (int row = 0; row < rows.Length; row++) Assert.Equal(projected.Row(row).ToArray(), centred.Row(row).ToArray());
    });

    [Fact]
    public void Rows_of_another_dimension_are_refused()
    {
        var space = Fit([[1, 2, 3]]);
        using var wrong = RowMatrix.Allocate(1, 2);
        Assert.Throws<ArgumentException>(() => space.Project([1, 2], wrong));
    }

    private static double[] Unit(float[] row)
    {
        double length = Math.Sqrt(row.Sum(value => (double)value * value));
        return [.. row.Select(value => length > 0 ? value / length : 0)];
    }

    private static ActivationSpace Fit(float[][] rows)
    {
        var builder = new ActivationSpace.Builder(rows[0].Length);
        using var scaled = RowMatrix.Allocate(1, rows[0].Length);
        foreach (float[] row in rows) builder.Add(row, scaled);
        return builder.Build();
    }

    private static RowMatrix Project(ActivationSpace space, float[][] rows)
    {
        var projected = RowMatrix.Allocate(rows.Length, space.Dimension);
        space.Project([.. rows.SelectMany(row => row)], projected);
        return projected;
    }
}
