using System.Runtime.Intrinsics;

namespace DkNN.Vectors;

/// <summary>The Euclidean distance of two rows, to the last bit the same on every machine.</summary>
/// <remarks>Sums are in double precision and in one fixed order, eight lanes wide and without fused multiply-add.</remarks>
public static unsafe class ExactDistance
{
    /// <summary>√Σ(a − b)², rounded once to single precision.</summary>
    /// <param name="left">First float of a row.</param>
    /// <param name="right">First float of the other row.</param>
    /// <param name="dimension">Floats in a row.</param>
    public static float Between(float* left, float* right, int dimension) => (float)Math.Sqrt(Squared(left, right, dimension));

    /// <summary>Σ(a − b)².</summary>
    /// <param name="left">First float of a row.</param>
    /// <param name="right">First float of the other row.</param>
    /// <param name="dimension">Floats in a row.</param>
    public static double Squared(float* left, float* right, int dimension)
    {
        var lowSum = Vector512<double>.Zero;
        var highSum = Vector512<double>.Zero;
        int i = 0;
        for (; i <= dimension - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var (leftLow, leftHigh) = Vector512.Widen(Vector512.Load(left + i));
            var (rightLow, rightHigh) = Vector512.Widen(Vector512.Load(right + i));
            var low = leftLow - rightLow;
            var high = leftHigh - rightHigh;
            lowSum += low * low;
            highSum += high * high;
        }

        var eight = lowSum + highSum;
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        double sum = two[0] + two[1];
        for (; i < dimension; i++)
        {
            double difference = (double)left[i] - right[i];
            sum += difference * difference;
        }

        return sum;
    }
}
