namespace DkNN.Vectors;

/// <summary>The loops of <see cref="FastDistance"/> on registers of one width. Four sums hide the latency of the multiply-add.</summary>
/// <typeparam name="TSimd">Operations on the register.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
internal static unsafe class DistanceKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public static float Squared(float* left, float* right, int stride)
    {
        var zero = TSimd.Broadcast(0f);
        TVector sum0 = zero, sum1 = zero, sum2 = zero, sum3 = zero;
        int step = 4 * TSimd.Lanes;
        float* end = left + stride;
        for (; left + step <= end; left += step, right += step)
        {
            var difference = TSimd.Subtract(TSimd.Load(left), TSimd.Load(right));
            sum0 = TSimd.MultiplyAdd(difference, difference, sum0);
            difference = TSimd.Subtract(TSimd.Load(left + TSimd.Lanes), TSimd.Load(right + TSimd.Lanes));
            sum1 = TSimd.MultiplyAdd(difference, difference, sum1);
            difference = TSimd.Subtract(TSimd.Load(left + (2 * TSimd.Lanes)), TSimd.Load(right + (2 * TSimd.Lanes)));
            sum2 = TSimd.MultiplyAdd(difference, difference, sum2);
            difference = TSimd.Subtract(TSimd.Load(left + (3 * TSimd.Lanes)), TSimd.Load(right + (3 * TSimd.Lanes)));
            sum3 = TSimd.MultiplyAdd(difference, difference, sum3);
        }

        for (; left < end; left += TSimd.Lanes, right += TSimd.Lanes)
        {
            var difference = TSimd.Subtract(TSimd.Load(left), TSimd.Load(right));
            sum0 = TSimd.MultiplyAdd(difference, difference, sum0);
        }

        return TSimd.Sum(TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3)));
    }

    public static float Dot(float* left, float* right, int stride)
    {
        var zero = TSimd.Broadcast(0f);
        TVector sum0 = zero, sum1 = zero, sum2 = zero, sum3 = zero;
        int step = 4 * TSimd.Lanes;
        float* end = left + stride;
        for (; left + step <= end; left += step, right += step)
        {
            sum0 = TSimd.MultiplyAdd(TSimd.Load(left), TSimd.Load(right), sum0);
            sum1 = TSimd.MultiplyAdd(TSimd.Load(left + TSimd.Lanes), TSimd.Load(right + TSimd.Lanes), sum1);
            sum2 = TSimd.MultiplyAdd(TSimd.Load(left + (2 * TSimd.Lanes)), TSimd.Load(right + (2 * TSimd.Lanes)), sum2);
            sum3 = TSimd.MultiplyAdd(TSimd.Load(left + (3 * TSimd.Lanes)), TSimd.Load(right + (3 * TSimd.Lanes)), sum3);
        }

        for (; left < end; left += TSimd.Lanes, right += TSimd.Lanes) sum0 = TSimd.MultiplyAdd(TSimd.Load(left), TSimd.Load(right), sum0);
        return TSimd.Sum(TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3)));
    }
}
