using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>Tells rows between which every distance is a number.</summary>
internal static unsafe class FiniteRows
{
    /// <summary>‖a − b‖² ≤ 2‖a‖² + 2‖b‖²: four times this does not overflow.</summary>
    private const float MostSquaredNorm = float.MaxValue / 8;

    /// <summary>Whether a row holds numbers alone, small enough to be squared.</summary>
    public static bool IsFinite(RowMatrix rows, int row)
    {
        float* values = rows.Pointer + ((nint)row * rows.Stride);
        return FastDistance.Dot(values, values, rows.Stride) <= MostSquaredNorm;
    }
}
