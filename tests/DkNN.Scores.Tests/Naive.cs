using DkNN.Vectors;

namespace DkNN.Scores.Tests;

/// <summary>Plain arithmetic on arrays of doubles, written as the formulas are.</summary>
internal static class Naive
{
    public static double[][] Of(RowMatrix rows) =>
        [.. Enumerable.Range(0, rows.Count).Select(row => Array.ConvertAll(rows.Row(row).ToArray(), value => (double)value))];

    public static int Largest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int at = 1; at < values.Length; at++) best = values[at] > values[best] ? at : best;
        return best;
    }

    public static double LogSumExp(double[] logits) => Math.Log(logits.Sum(Math.Exp));

    public static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    public static double[] Minus(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a - b)];

    public static double Norm(double[] values) => Math.Sqrt(Dot(values, values));

    public static double[] Mean(IReadOnlyCollection<double[]> rows) =>
        [.. Enumerable.Range(0, rows.First().Length).Select(at => rows.Average(row => row[at]))];

    public static double[][] Covariance(double[][] centred) =>
        [.. Enumerable.Range(0, centred[0].Length).Select(i => Enumerable.Range(0, centred[0].Length)
            .Select(j => centred.Average(row => row[i] * row[j])).ToArray())];

    /// <summary>x of Ax = b, by elimination with the largest pivot.</summary>
    public static double[] Solve(double[][] matrix, double[] right)
    {
        int count = right.Length;
        double[][] a = [.. matrix.Select((row, at) => row.Append(right[at]).ToArray())];
        for (int pivot = 0; pivot < count; pivot++)
        {
            int best = Enumerable.Range(pivot, count - pivot).MaxBy(row => Math.Abs(a[row][pivot]));
            (a[pivot], a[best]) = (a[best], a[pivot]);
            for (int row = 0; row < count; row++)
            {
                if (row == pivot) continue;
                double factor = a[row][pivot] / a[pivot][pivot];
                for (int at = pivot; at <= count; at++) a[row][at] -= factor * a[pivot][at];
            }
        }
        return [.. Enumerable.Range(0, count).Select(row => a[row][count] / a[row][row])];
    }

    /// <summary>xᵀA⁻¹x.</summary>
    public static double Mahalanobis(double[] x, double[][] covariance) => Dot(x, Solve(covariance, x));

    /// <summary>Orthonormal eigenvectors of a symmetric matrix by Jacobi's rotations, of the least eigenvalues.</summary>
    public static double[][] MinorVectors(double[][] symmetric, int count)
    {
        int n = symmetric.Length;
        double[][] a = [.. symmetric.Select(row => row.ToArray())];
        double[][] v = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0).ToArray())];
        for (int sweep = 0; sweep < 60; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    double angle = 0.5 * Math.Atan2(2 * a[p][q], a[q][q] - a[p][p]);
                    var (sin, cos) = Math.SinCos(angle);
                    foreach (double[] row in a.Concat(v)) (row[p], row[q]) = ((cos * row[p]) - (sin * row[q]), (sin * row[p]) + (cos * row[q]));
                    for (int k = 0; k < n; k++) (a[p][k], a[q][k]) = ((cos * a[p][k]) - (sin * a[q][k]), (sin * a[p][k]) + (cos * a[q][k]));
                }
            }
        }
        return [.. Enumerable.Range(0, n).OrderBy(at => a[at][at]).Take(count).Select(at => v.Select(row => row[at]).ToArray())];
    }

    public static void Same(IEnumerable<double> expected, double[] actual, double relative = 1e-6)
    {
        Assert.Equal(expected.Count(), actual.Length);
        foreach (var (wanted, got) in expected.Zip(actual)) Assert.InRange(Math.Abs(wanted - got), 0, relative * Math.Max(1e-3, Math.Abs(wanted)));
    }
}
