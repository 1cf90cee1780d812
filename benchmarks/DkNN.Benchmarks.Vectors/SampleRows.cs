using System.Numerics.Tensors;
using DkNN.Vectors;

namespace DkNN.Benchmarks.Vectors;

/// <summary>Unit rows around a few hundred centres, by seed: near neighbours exist, and far ones too, as in activations.</summary>
internal static class SampleRows
{
    private const int Centers = 300;

    public static RowMatrix Make(int count, int dimension, int seed)
    {
        using var centers = Noise(Centers, dimension, seed: 0);
        var rows = Noise(count, dimension, seed);
        Parallel.For(0, count, row =>
        {
            var values = rows.MutableRow(row);
            TensorPrimitives.Add(values, centers.Row(row * 31 % Centers), values);
            TensorPrimitives.Divide(values, TensorPrimitives.Norm(values), values);
        });
        return rows;
    }

    private static RowMatrix Noise(int count, int dimension, int seed)
    {
        var rows = RowMatrix.Allocate(count, dimension);
        Parallel.For(0, count, row =>
        {
            var random = new Random((seed * 1_000_003) + row);
            foreach (ref float value in rows.MutableRow(row)) value = random.NextSingle() - 0.5f;
        });
        return rows;
    }
}
