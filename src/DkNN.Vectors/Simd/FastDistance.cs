using System.Runtime.Intrinsics;

namespace DkNN.Vectors;

/// <summary>
/// Squared Euclidean distances and inner products in single precision, as fast as the machine goes. Equal arguments give equal results on
/// one machine, whatever else is searched; another width of registers may round otherwise (use <see cref="ExactDistance"/> for distances
/// that are the same everywhere).
/// </summary>
/// <remarks>Rows are those of a <see cref="RowMatrix"/>, and read to the end of their last line: what lies there is zero.</remarks>
public static unsafe class FastDistance
{
    /// <summary>Σ(a − b)².</summary>
    /// <param name="left">First float of a row of a <see cref="RowMatrix"/>.</param>
    /// <param name="right">First float of a row of the same dimension.</param>
    /// <param name="stride">Floats of a row with its padding, a multiple of 16.</param>
    public static float Squared(float* left, float* right, int stride) =>
        Vector512.IsHardwareAccelerated ? DistanceKernel<Simd512, Vector512<float>>.Squared(left, right, stride)
        : Vector256.IsHardwareAccelerated ? DistanceKernel<Simd256, Vector256<float>>.Squared(left, right, stride)
        : Vector128.IsHardwareAccelerated ? DistanceKernel<Simd128, Vector128<float>>.Squared(left, right, stride)
        : DistanceKernel<SimdScalar, float>.Squared(left, right, stride);

    /// <summary>Σ a · b.</summary>
    /// <param name="left">First float of a row of a <see cref="RowMatrix"/>.</param>
    /// <param name="right">First float of a row of the same dimension.</param>
    /// <param name="stride">Floats of a row with its padding, a multiple of 16.</param>
    public static float Dot(float* left, float* right, int stride) =>
        Vector512.IsHardwareAccelerated ? DistanceKernel<Simd512, Vector512<float>>.Dot(left, right, stride)
        : Vector256.IsHardwareAccelerated ? DistanceKernel<Simd256, Vector256<float>>.Dot(left, right, stride)
        : Vector128.IsHardwareAccelerated ? DistanceKernel<Simd128, Vector128<float>>.Dot(left, right, stride)
        : DistanceKernel<SimdScalar, float>.Dot(left, right, stride);
}
