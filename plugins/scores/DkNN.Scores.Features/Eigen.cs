using MathNet.Numerics.LinearAlgebra;

namespace DkNN.Scores.Features;

/// <summary>The eigenvalues of a symmetric matrix, greatest first, with their vectors.</summary>
/// <param name="Values">The eigenvalues.</param>
/// <param name="Vectors">The eigenvectors, one after the other.</param>
internal sealed record Eigen(double[] Values, double[] Vectors)
{
    public static Eigen Of(Matrix<double> symmetric)
    {
        var found = symmetric.Evd(Symmetricity.Symmetric);
        int count = symmetric.RowCount;
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(at => found.EigenValues[at].Real)];
        return new Eigen(
            [.. order.Select(at => found.EigenValues[at].Real)],
            [.. order.SelectMany(at => found.EigenVectors.Column(at))]);
    }

    /// <summary>How many eigenvalues are more than rounding: above a share of the greatest.</summary>
    public int Rank(double tolerance) => Values.Count(value => value > tolerance * Math.Max(0, Values[0]));

    /// <summary>Λ^(−1/2)Vᵀ over the eigenvalues that are more than rounding, row after row: ‖that · x‖² is xᵀΣ⁺x.</summary>
    public double[] Whitening(double tolerance)
    {
        int dimension = Values.Length;
        double[] rows = Vectors[..(Rank(tolerance) * dimension)];
        for (int at = 0; at < rows.Length; at++) rows[at] /= Math.Sqrt(Values[at / dimension]);
        return rows;
    }
}
