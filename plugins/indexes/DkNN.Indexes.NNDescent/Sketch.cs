using System.Numerics.Tensors;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// Long rows in brief, for the build: their coordinates in an orthonormal basis of differences between rows drawn at random, which lie
/// where rows differ most, and the length of what is left over. Distances between sketches are never more than those between rows.
/// </summary>
internal static unsafe class Sketch
{
    /// <summary>Floats up to which rows are compared as they are.</summary>
    private const int ShortRow = 512;

    private const int UsualFloats = 192;

    /// <summary>Share of a direction's length under which what is left of it is rounding.</summary>
    private const float Negligible = 1e-3f;

    /// <summary>How many floats a sketch has.</summary>
    /// <param name="dimension">Floats of a row.</param>
    /// <param name="wanted">What the options say; 0 chooses.</param>
    /// <returns>The dimension itself where rows are to be compared as they are.</returns>
    public static int FloatsFor(int dimension, int wanted) =>
        wanted > 0 ? Math.Min(Math.Max(2, wanted), dimension) : dimension <= ShortRow ? dimension : UsualFloats;

    /// <summary>Sketches rows.</summary>
    /// <param name="rows">The rows, at least one, all finite.</param>
    /// <param name="floats">Floats of a sketch, at least 2.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static RowMatrix Of(RowMatrix rows, int floats, int seed, ParallelOptions options)
    {
        using var basis = Basis(rows, floats - 1, new Random(seed));
        using var product = new RowProduct(basis);
        var sketches = RowMatrix.Allocate(rows.Count, floats);
        try
        {
            product.Multiply(rows, sketches, options.CancellationToken);
            Blocks.Run(rows.Count, options, (start, end) =>
            {
                for (int row = start; row < end; row++)
                {
                    float* full = rows.Pointer + ((nint)row * rows.Stride);
                    float* brief = sketches.Pointer + ((nint)row * sketches.Stride);
                    float outside = FastDistance.Dot(full, full, rows.Stride) - FastDistance.Dot(brief, brief, sketches.Stride);
                    brief[floats - 1] = MathF.Sqrt(Math.Max(0, outside));
                }
            });
            return sketches;
        }
        catch
        {
            sketches.Dispose();
            throw;
        }
    }

    /// <summary>Directions at right angles and of length 1, or zero where rows span no more.</summary>
    private static RowMatrix Basis(RowMatrix rows, int count, Random random)
    {
        var basis = RowMatrix.Allocate(count, rows.Dimension);
        for (int number = 0; number < count; number++)
        {
            var direction = basis.MutableRow(number);
            TensorPrimitives.Subtract(rows.Row(random.Next(rows.Count)), rows.Row(random.Next(rows.Count)), direction);
            float before = TensorPrimitives.Norm(direction);
            // The second pass removes what rounding left of the first.
            for (int pass = 0; pass < 2; pass++)
            {
                for (int other = 0; other < number; other++)
                {
                    float share = TensorPrimitives.Dot(basis.Row(other), direction);
                    TensorPrimitives.MultiplyAdd(basis.Row(other), -share, direction, direction);
                }
            }

            float length = TensorPrimitives.Norm(direction);
            if (length > before * Negligible) TensorPrimitives.Divide(direction, length, direction);
            else direction.Clear();
        }

        return basis;
    }
}
