using System.Numerics.Tensors;
using CsCheck;
using DkNN.Core;
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

    [Theory]
    [InlineData("unit+center")]
    [InlineData("center+unit")]
    [InlineData("raw")]
    [InlineData("unit+center+project:2:1")]
    [InlineData("center+unit+project:1:2.5")]
    [InlineData("unit+project:9:1")]
    public void A_saved_space_projects_the_same(string chain)
    {
        using var directory = new TemporaryFolder();
        float[][] rows = [[1, 2, 3], [4, 5, 6], [-1, 0, 9], [7, 7, 1]];
        using var sample = Copied(rows);
        using var space = ActivationSpace.Fit(SpaceChain.Parse(chain), sample, seed: 3);
        string path = Path.Combine(directory.Path, "space.bin");
        space.Save(path);
        using var loaded = ActivationSpace.Load(path);
        Assert.Equal((space.Chain, space.Neurons, space.Dimension), (loaded.Chain, loaded.Neurons, loaded.Dimension));
        Assert.Equal(space.Chain.Dimension(3), space.Dimension);
        using var before = Project(space, rows);
        using var after = Project(loaded, rows);
        for (int row = 0; row < rows.Length; row++) Assert.Equal(before.Row(row).ToArray(), after.Row(row).ToArray());
    }

    [Fact]
    public void Rows_whose_mean_is_taken_off_first_have_length_one() => Rows.Sample(rows =>
    {
        int dimension = rows[0].Length;
        using var sample = Copied(rows);
        using var space = ActivationSpace.Fit(SpaceChain.Parse("center+unit"), sample, seed: 0);
        using var projected = Project(space, rows);
        for (int row = 0; row < rows.Length; row++)
        {
            double[] centred = [.. rows[row].Select((value, column) => value - (double)(float)rows.Average(other => (double)other[column]))];
            double length = Math.Sqrt(centred.Sum(value => value * value));
            if (length < 1e-3) continue;
            for (int column = 0; column < dimension; column++) Assert.Equal(centred[column] / length, projected.Row(row)[column], 1e-3);
        }
    });

    /// <summary>Coordinates in orthonormal directions and the length of the rest: no row's length changes, and no distance grows.</summary>
    [Fact]
    public void A_projection_keeps_lengths_and_shortens_distances() =>
        Gen.Int[2, 30].SelectMany(dimension => Gen.Select(Gen.Int[1, 40], Gen.Float[-10, 10].Array[dimension].Array[2, 40])).Sample((components, rows) =>
        {
            using var full = Copied(rows);
            using var unprojected = ActivationSpace.Fit(SpaceChain.Parse("unit+center"), full, seed: 0);
            using var sample = Copied(rows);
            using var space = ActivationSpace.Fit(SpaceChain.Parse($"unit+center+project:{components}:1"), sample, seed: 0);
            using var whole = Project(unprojected, rows);
            using var brief = Project(space, rows);
            Assert.Equal(components < rows[0].Length ? components + 1 : rows[0].Length, brief.Dimension);
            for (int row = 0; row < rows.Length; row++)
            {
                Assert.Equal(TensorPrimitives.Norm(whole.Row(row)), TensorPrimitives.Norm(brief.Row(row)), 2e-3f);
                Assert.True(TensorPrimitives.Distance(brief.Row(0), brief.Row(row)) <= TensorPrimitives.Distance(whole.Row(0), whole.Row(row)) + 2e-3f);
            }
        });

    [Fact]
    public void A_row_alone_is_projected_to_the_bits_that_it_has_among_others()
    {
        var random = new Random(5);
        float[][] rows = [.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 200).Select(_ => random.NextSingle()).ToArray())];
        using var sample = Copied(rows);
        using var space = ActivationSpace.Fit(SpaceChain.Parse("center+unit+project:20:2"), sample, seed: 0);
        using var together = Project(space, rows);
        for (int row = 0; row < rows.Length; row += 7)
        {
            using var alone = Project(space, [rows[row]]);
            Assert.Equal(together.Row(row).ToArray(), alone.Row(0).ToArray());
        }
    }

    [Fact]
    public void A_weight_of_what_is_left_out_multiplies_the_last_coordinate_alone()
    {
        float[][] rows = [[1, 2, 3, 4], [4, 5, 6, 1], [-1, 0, 9, 2], [7, 7, 1, 0]];
        using var once = Copied(rows);
        using var one = ActivationSpace.Fit(SpaceChain.Parse("unit+center+project:2"), once, seed: 0);
        using var again = Copied(rows);
        using var three = ActivationSpace.Fit(SpaceChain.Parse("unit+center+project:2:3"), again, seed: 0);
        using RowMatrix plain = Project(one, rows), weighted = Project(three, rows);
        for (int row = 0; row < rows.Length; row++)
        {
            Assert.Equal(plain.Row(row)[..2].ToArray(), weighted.Row(row)[..2].ToArray());
            Assert.Equal(plain.Row(row)[2] * 3, weighted.Row(row)[2]);
        }
    }

    [Fact]
    public void Rows_prepared_while_the_mean_was_taken_are_finished_to_the_same_bits() => Gen.Select(Rows, Gen.Bool).Sample((rows, before) =>
    {
        float[] all = [.. rows.SelectMany(row => row)];
        var builder = new ActivationSpace.Builder(SpaceChain.Parse(before ? "center+unit" : "unit+center"), rows[0].Length);
        using var centred = RowMatrix.Allocate(rows.Length, rows[0].Length);
        builder.Add(all, centred);
        var space = builder.Build();
        space.Finish(centred);
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
        var builder = new ActivationSpace.Builder(Conventions.Thesis.Space, rows[0].Length);
        using var scaled = RowMatrix.Allocate(1, rows[0].Length);
        foreach (float[] row in rows) builder.Add(row, scaled);
        return builder.Build();
    }

    private static RowMatrix Copied(float[][] rows) => RowMatrix.Copy([.. rows.SelectMany(row => row)], rows[0].Length);

    private static RowMatrix Project(ActivationSpace space, float[][] rows)
    {
        var projected = RowMatrix.Allocate(rows.Length, space.Dimension);
        space.Project([.. rows.SelectMany(row => row)], projected);
        return projected;
    }
}
