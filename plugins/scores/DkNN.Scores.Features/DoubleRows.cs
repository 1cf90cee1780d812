using System.Numerics;
using System.Runtime.InteropServices;
using DkNN.Vectors;

namespace DkNN.Scores.Features;

/// <summary>Rows of doubles, and what is computed of them in one fixed order.</summary>
internal static class DoubleRows
{
    /// <summary>Σ ab. The order of the sum follows from the length alone, so that an image's score does not depend on where it lies.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var lanes = MemoryMarshal.Cast<double, Vector<double>>(left);
        var others = MemoryMarshal.Cast<double, Vector<double>>(right[..left.Length]);
        var sums = Vector<double>.Zero;
        for (int at = 0; at < lanes.Length; at++) sums += lanes[at] * others[at];
        double sum = Vector.Sum(sums);
        for (int at = lanes.Length * Vector<double>.Count; at < left.Length; at++) sum += left[at] * right[at];
        return sum;
    }

    /// <summary>Adds scale · values to sums.</summary>
    public static void AddScaled(Span<double> sums, double scale, ReadOnlySpan<double> values)
    {
        var to = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var from = MemoryMarshal.Cast<double, Vector<double>>(values);
        for (int at = 0; at < to.Length; at++) to[at] += scale * from[at];
        for (int at = to.Length * Vector<double>.Count; at < sums.Length; at++) sums[at] += scale * values[at];
    }

    /// <summary>The row in double precision, less an offset.</summary>
    public static void Subtract(ReadOnlySpan<float> row, ReadOnlySpan<double> offset, Span<double> difference)
    {
        for (int at = 0; at < row.Length; at++) difference[at] = row[at] - offset[at];
    }

    /// <summary>‖Av‖² of a matrix that stands row after row.</summary>
    public static double SquaredNorm(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (int start = 0; start < matrix.Length; start += vector.Length)
        {
            double product = Dot(matrix.Slice(start, vector.Length), vector);
            sum += product * product;
        }
        return sum;
    }

    /// <summary>The mean row; zeros of no rows.</summary>
    public static double[] Mean(RowMatrix rows)
    {
        double[] mean = new double[rows.Dimension];
        for (int row = 0; row < rows.Count; row++)
        {
            var values = rows.Row(row);
            for (int at = 0; at < mean.Length; at++) mean[at] += values[at];
        }
        for (int at = 0; at < mean.Length; at++) mean[at] /= Math.Max(1, rows.Count);
        return mean;
    }
}
