using System.Runtime.Intrinsics;

namespace DkNN.Vectors;

/// <summary>The Euclidean distance of two rows, to the last bit the same on every machine.</summary>
/// <remarks>
/// Sums are in double precision and in one fixed order, eight lanes wide and without fused multiply-add. Rows are those of a
/// <see cref="RowMatrix"/>: their last line is read whole, and what lies beyond the dimension is left out of the sum.
/// </remarks>
public static unsafe class ExactDistance
{
    /// <summary>√Σ(a − b)², rounded once to single precision.</summary>
    /// <param name="left">First float of a row of a <see cref="RowMatrix"/>.</param>
    /// <param name="right">First float of a row of the same dimension.</param>
    /// <param name="dimension">Floats in a row.</param>
    public static float Between(float* left, float* right, int dimension) => (float)Math.Sqrt(Squared(left, right, dimension));

    /// <summary>Σ(a − b)².</summary>
    /// <param name="left">First float of a row of a <see cref="RowMatrix"/>.</param>
    /// <param name="right">First float of a row of the same dimension.</param>
    /// <param name="dimension">Floats in a row.</param>
    public static double Squared(float* left, float* right, int dimension)
    {
        var lowSum = Vector512<double>.Zero;
        var highSum = Vector512<double>.Zero;
        int i = 0;
        for (; i <= dimension - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            AddSquares(Vector512.Load(left + i), Vector512.Load(right + i), ref lowSum, ref highSum);
        }

        if (i < dimension)
        {
            var inside = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(dimension - i)).AsSingle();
            AddSquares(Vector512.Load(left + i) & inside, Vector512.Load(right + i) & inside, ref lowSum, ref highSum);
        }

        var eight = lowSum + highSum;
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    private static void AddSquares(
        Vector512<float> left, Vector512<float> right, ref Vector512<double> lowSum, ref Vector512<double> highSum)
    {
        var (leftLow, leftHigh) = Vector512.Widen(left);
        var (rightLow, rightHigh) = Vector512.Widen(right);
        var low = leftLow - rightLow;
        var high = leftHigh - rightHigh;
        lowSum += low * low;
        highSum += high * high;
    }
}
