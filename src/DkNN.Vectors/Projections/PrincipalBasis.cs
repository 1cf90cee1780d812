using System.Numerics.Tensors;

namespace DkNN.Vectors;

/// <summary>
/// Orthonormal directions that hold most of the rows' energy, by subspace iteration from a random start (Halko, Martinsson and Tropp,
/// "Finding structure with randomness", 2011, algorithm 4.4), on a sample of the rows.
/// </summary>
internal static class PrincipalBasis
{
    private const int SampleSize = 2_560;
    private const int Iterations = 2;

    /// <summary>Share of a row's length under which what is left of it is rounding.</summary>
    private const float Negligible = 1e-5f;

    /// <summary>Fits a basis.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="components">Directions wanted, from 1 to the rows' dimension.</param>
    /// <param name="seed">Seed of the random start and the sample.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <returns>components × dimension; directions beyond the rows' rank are zero.</returns>
    public static RowMatrix Fit(RowMatrix rows, int components, int seed, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return RowMatrix.Allocate(components, rows.Dimension);
        var random = new Random(seed);
        using var sample = Sample(rows, random);
        using var transposed = Transpose(sample);
        var directions = RandomDirections(components, rows.Dimension, random);
        for (int iteration = 0; iteration <= Iterations; iteration++)
        {
            using var weights = Multiply(sample, directions, cancellationToken);
            using var weightRows = Transpose(weights);
            Orthonormalize(weightRows, cancellationToken);
            using var products = Multiply(transposed, weightRows, cancellationToken);
            directions.Dispose();
            directions = Transpose(products);
        }

        Orthonormalize(directions, cancellationToken);
        // What rounding left of the first pass.
        Orthonormalize(directions, cancellationToken);
        return directions;
    }

    /// <summary>Rows spread over all, one drawn from each of as many equal parts.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="random">Draws.</param>
    public static RowMatrix Sample(RowMatrix rows, Random random)
    {
        int count = Math.Min(SampleSize, rows.Count);
        var sample = RowMatrix.Allocate(count, rows.Dimension);
        for (int i = 0; i < count; i++)
        {
            long first = (long)i * rows.Count / count, next = (long)(i + 1) * rows.Count / count;
            rows.Row((int)random.NextInt64(first, next)).CopyTo(sample.MutableRow(i));
        }

        return sample;
    }

    private static RowMatrix RandomDirections(int count, int dimension, Random random)
    {
        var directions = RowMatrix.Allocate(count, dimension);
        for (int row = 0; row < count; row++)
        {
            foreach (ref float value in directions.MutableRow(row)) value = (random.NextSingle() * 2) - 1;
        }

        return directions;
    }

    private static RowMatrix Multiply(RowMatrix rows, RowMatrix matrix, CancellationToken cancellationToken)
    {
        using var product = new RowProduct(matrix);
        var result = RowMatrix.Allocate(rows.Count, matrix.Count);
        product.Multiply(rows, result, cancellationToken);
        return result;
    }

    private static RowMatrix Transpose(RowMatrix matrix)
    {
        const int Tile = 16;
        var transposed = RowMatrix.Allocate(matrix.Dimension, matrix.Count);
        Parallel.For(0, (matrix.Dimension + Tile - 1) / Tile, SharedCores.Options(), tile =>
        {
            int first = tile * Tile, end = Math.Min(first + Tile, matrix.Dimension);
            for (int row = 0; row < matrix.Count; row++)
            {
                var source = matrix.Row(row);
                for (int column = first; column < end; column++) transposed.MutableRow(column)[row] = source[column];
            }
        });
        return transposed;
    }

    /// <summary>Modified Gram–Schmidt; rows that depend on those before them become zero.</summary>
    private static void Orthonormalize(RowMatrix matrix, CancellationToken cancellationToken)
    {
        var options = SharedCores.Options(cancellationToken);
        float[] before = new float[matrix.Count];
        for (int row = 0; row < matrix.Count; row++) before[row] = TensorPrimitives.Norm(matrix.Row(row));
        for (int row = 0; row < matrix.Count; row++)
        {
            var values = matrix.MutableRow(row);
            float length = TensorPrimitives.Norm(values);
            if (!(length > before[row] * Negligible && float.IsNormal(length)))
            {
                values.Clear();
                continue;
            }

            TensorPrimitives.Divide(values, length, values);
            // Each of those that follow loses its share at once, so that all cores have work; every row meets the same numbers so.
            Parallel.For(row + 1, matrix.Count, options, other =>
            {
                var direction = matrix.Row(row);
                var rest = matrix.MutableRow(other);
                TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot(direction, rest), rest, rest);
            });
        }
    }
}
