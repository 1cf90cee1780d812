using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DkNN.Vectors;

/// <summary>Squared distances between <see cref="RowCodes"/>, in steps. Whole numbers throughout: every machine finds the same.</summary>
public static unsafe class CodeDistance
{
    /// <summary>Longest code whose squared distances stay below 2³¹.</summary>
    public const int MaxBytes = 32_768;

    /// <summary>Σ(a − b)².</summary>
    /// <param name="left">The first code.</param>
    /// <param name="right">The second code.</param>
    /// <param name="bytes">Size of either, a multiple of 64, up to <see cref="MaxBytes"/>.</param>
    public static float Squared(byte* left, byte* right, int bytes)
    {
        if (Avx512BW.IsSupported) return Squared512(left, right, bytes);
        return Avx2.IsSupported ? Squared256(left, right, bytes) : Squared128(left, right, bytes);
    }

    /// <summary>Σ(a − b)² of a query whose steps may lie outside those of the codes.</summary>
    /// <param name="query">The query's steps, as many as the code has bytes, each within <see cref="RowCodes.Reach"/> of the codes' range.</param>
    /// <param name="code">The code.</param>
    /// <param name="bytes">Size of the code, a multiple of 64, up to <see cref="RowCodes.MaxWideBytes"/>.</param>
    public static int Squared(short* query, byte* code, int bytes)
    {
        if (Avx512BW.IsSupported) return Squared512(query, code, bytes);
        return Avx2.IsSupported ? Squared256(query, code, bytes) : Squared128(query, code, bytes);
    }

    internal static int Squared512(short* query, byte* code, int bytes)
    {
        var low = Vector512<int>.Zero;
        var high = Vector512<int>.Zero;
        for (byte* end = code + bytes; code < end; code += Vector512<byte>.Count, query += Vector512<byte>.Count)
        {
            var (first, second) = Vector512.Widen(Vector512.Load(code));
            var apart = Vector512.Load(query) - first.AsInt16();
            low += Avx512BW.MultiplyAddAdjacent(apart, apart);
            apart = Vector512.Load(query + Vector512<short>.Count) - second.AsInt16();
            high += Avx512BW.MultiplyAddAdjacent(apart, apart);
        }

        return Vector512.Sum(low + high);
    }

    internal static int Squared256(short* query, byte* code, int bytes)
    {
        var low = Vector256<int>.Zero;
        var high = Vector256<int>.Zero;
        for (byte* end = code + bytes; code < end; code += Vector256<byte>.Count, query += Vector256<byte>.Count)
        {
            var (first, second) = Vector256.Widen(Vector256.Load(code));
            var apart = Vector256.Load(query) - first.AsInt16();
            low += Avx2.MultiplyAddAdjacent(apart, apart);
            apart = Vector256.Load(query + Vector256<short>.Count) - second.AsInt16();
            high += Avx2.MultiplyAddAdjacent(apart, apart);
        }

        return Vector256.Sum(low + high);
    }

    internal static int Squared128(short* query, byte* code, int bytes)
    {
        var sum = Vector128<int>.Zero;
        for (byte* end = code + bytes; code < end; code += Vector128<byte>.Count, query += Vector128<byte>.Count)
        {
            var (first, second) = Vector128.Widen(Vector128.Load(code));
            var (a, b) = Vector128.Widen(Vector128.Load(query) - first.AsInt16());
            var (c, d) = Vector128.Widen(Vector128.Load(query + Vector128<short>.Count) - second.AsInt16());
            sum += (a * a) + (b * b) + (c * c) + (d * d);
        }

        return Vector128.Sum(sum);
    }

    internal static float Squared512(byte* left, byte* right, int bytes)
    {
        var low = Vector512<int>.Zero;
        var high = Vector512<int>.Zero;
        for (byte* end = left + bytes; left < end; left += Vector512<byte>.Count, right += Vector512<byte>.Count)
        {
            var (a, b) = (Vector512.Load(left), Vector512.Load(right));
            // |a − b| in 8 bits, then in 16: which half a value goes to makes no difference to the sum.
            var apart = Vector512.Max(a, b) - Vector512.Min(a, b);
            var first = Avx512BW.UnpackLow(apart, Vector512<byte>.Zero).AsInt16();
            var second = Avx512BW.UnpackHigh(apart, Vector512<byte>.Zero).AsInt16();
            low += Avx512BW.MultiplyAddAdjacent(first, first);
            high += Avx512BW.MultiplyAddAdjacent(second, second);
        }

        return Vector512.Sum(low + high);
    }

    internal static float Squared256(byte* left, byte* right, int bytes)
    {
        var low = Vector256<int>.Zero;
        var high = Vector256<int>.Zero;
        for (byte* end = left + bytes; left < end; left += Vector256<byte>.Count, right += Vector256<byte>.Count)
        {
            var (a, b) = (Vector256.Load(left), Vector256.Load(right));
            var apart = Vector256.Max(a, b) - Vector256.Min(a, b);
            var first = Avx2.UnpackLow(apart, Vector256<byte>.Zero).AsInt16();
            var second = Avx2.UnpackHigh(apart, Vector256<byte>.Zero).AsInt16();
            low += Avx2.MultiplyAddAdjacent(first, first);
            high += Avx2.MultiplyAddAdjacent(second, second);
        }

        return Vector256.Sum(low + high);
    }

    internal static float Squared128(byte* left, byte* right, int bytes)
    {
        var sum = Vector128<uint>.Zero;
        for (byte* end = left + bytes; left < end; left += Vector128<byte>.Count, right += Vector128<byte>.Count)
        {
            var (a, b) = (Vector128.Load(left), Vector128.Load(right));
            var (first, second) = Vector128.Widen(Vector128.Max(a, b) - Vector128.Min(a, b));
            // 255² fits 16 bits without a sign.
            var (s0, s1) = Vector128.Widen(first * first);
            var (s2, s3) = Vector128.Widen(second * second);
            sum += s0 + s1 + s2 + s3;
        }

        return Vector128.Sum(sum);
    }
}
