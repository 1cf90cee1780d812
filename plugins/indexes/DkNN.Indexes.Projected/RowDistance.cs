using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>
/// Squared distances of rows, summed part by part: whoever goes through many rows a part at a time, so that caches hold the queries' parts,
/// comes to the same number.
/// </summary>
internal static unsafe class RowDistance
{
    /// <summary>Floats of a part.</summary>
    public const int Part = 2_048;

    /// <summary>Σ(a − b)².</summary>
    /// <param name="left">First float of a row.</param>
    /// <param name="right">First float of another.</param>
    /// <param name="stride">Floats of a row with its padding.</param>
    public static float Squared(float* left, float* right, int stride)
    {
        float sum = 0;
        for (int at = 0; at < stride; at += Part) sum += FastDistance.Squared(left + at, right + at, Math.Min(Part, stride - at));
        return sum;
    }
}
