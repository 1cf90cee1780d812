namespace DkNN.Vectors;

/// <summary>
/// A query and how far rounding can mislead about it. Rows are compared by similarity, q·x − ½‖x‖², which is ½(‖q‖² − ‖q − x‖²):
/// the larger, the nearer. The matrix product gives it in single precision, within <paramref name="slack"/> of the truth.
/// </summary>
/// <param name="values">The query's floats.</param>
/// <param name="squaredNorm">‖q‖².</param>
/// <param name="slack">
/// Bound on the error of a computed similarity, and on the difference in similarity of two rows whose distances are one float.
/// </param>
internal readonly unsafe struct ExactQuery(float* values, double squaredNorm, double slack)
{
    private const double HalfUlp = 1.0 / (1 << 23);

    public float* Values { get; } = values;

    /// <summary>Similarity of a row at a distance, within the slack.</summary>
    /// <param name="distance">The distance, as a float.</param>
    public float SimilarityAt(float distance) => (float)((squaredNorm - ((double)distance * distance)) / 2);

    /// <summary>Distance of a row with a similarity, within the slack.</summary>
    /// <param name="similarity">q·x − ½‖x‖².</param>
    public float DistanceAt(float similarity) => (float)Math.Sqrt(Math.Max(0, squaredNorm - (2.0 * similarity)));

    /// <summary>No row whose distance rounds to this float, or to a smaller one, has a computed similarity below the result.</summary>
    /// <param name="distance">The distance, as a float.</param>
    public float FloorOfDistance(float distance)
    {
        double farthest = (distance * (1 + HalfUlp)) + float.Epsilon;
        return MathF.BitDecrement((float)(((squaredNorm - (farthest * farthest)) / 2) - slack));
    }

    /// <summary>No row beyond the result has a computed similarity as large as one within a distance may have: the errors are both rows'.</summary>
    /// <param name="distance">The distance.</param>
    public double FarthestRival(double distance) => Math.Sqrt((distance * distance) + (4 * slack)) * (1 + HalfUlp);

    /// <summary>
    /// Where k rows have at least this computed similarity, no row among the k nearest has one below the result: the first error is
    /// theirs, the second its own.
    /// </summary>
    /// <param name="similarity">The k-th largest computed similarity.</param>
    public float FloorOfSimilarity(float similarity) => MathF.BitDecrement((float)(similarity - (2 * slack)));
}
