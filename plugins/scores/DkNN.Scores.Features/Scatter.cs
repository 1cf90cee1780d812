using DkNN.Vectors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace DkNN.Scores.Features;

/// <summary>Second moments of rows, in double precision and in one order whatever the number of threads.</summary>
internal static class Scatter
{
    private const int BlockRows = 256;

    /// <summary>1/n Σ (x − c)(x − c)ᵀ.</summary>
    /// <param name="rows">n rows, at least one.</param>
    /// <param name="centre">c of a row, by its position.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Matrix<double> Around(RowMatrix rows, Func<int, double[]> centre, CancellationToken cancellationToken)
    {
        int dimension = rows.Dimension;
        // Only the upper half is summed; as the matrix is symmetric, rows may stand for the columns that the library has.
        double[] sums = new double[dimension * dimension];
        double[] block = new double[BlockRows * dimension];
        var parallel = SharedCores.Options(cancellationToken);
        for (int start = 0; start < rows.Count; start += BlockRows)
        {
            int count = Math.Min(BlockRows, rows.Count - start);
            for (int row = 0; row < count; row++)
            {
                DoubleRows.Subtract(rows.Row(start + row), centre(start + row), block.AsSpan(row * dimension, dimension));
            }
            Parallel.For(0, dimension, parallel, left =>
            {
                var moments = sums.AsSpan(left * dimension, dimension)[left..];
                for (int row = 0; row < count; row++)
                {
                    var values = block.AsSpan(row * dimension, dimension)[left..];
                    // Dead features are common behind a ReLU.
                    if (values[0] != 0) DoubleRows.AddScaled(moments, values[0], values);
                }
            });
        }
        for (int left = 0; left < dimension; left++)
        {
            for (int right = left; right < dimension; right++)
            {
                sums[(right * dimension) + left] = sums[(left * dimension) + right] /= rows.Count;
            }
        }
        return new DenseMatrix(dimension, dimension, sums);
    }
}
