using System.Runtime.Intrinsics;

namespace DkNN.Indexes.Lsh;

/// <summary>The fast Walsh–Hadamard transform.</summary>
internal static unsafe class Hadamard
{
    /// <summary>Least length.</summary>
    public const int Least = 8;

    private static readonly Vector256<float> Odd1 = Vector256.Create(1f, -1, 1, -1, 1, -1, 1, -1);
    private static readonly Vector256<float> Odd2 = Vector256.Create(1f, 1, -1, -1, 1, 1, -1, -1);
    private static readonly Vector256<float> Odd4 = Vector256.Create(1f, 1, 1, 1, -1, -1, -1, -1);

    /// <summary>Multiplies by the matrix of ±1 whose entry (i, j) has the sign of (−1) to the number of ones that i and j share.</summary>
    /// <param name="values">The vector; the product takes its place, √length times as long.</param>
    /// <param name="length">A power of two, at least <see cref="Least"/>.</param>
    public static void Transform(float* values, int length)
    {
        for (float* at = values; at < values + length; at += Vector256<float>.Count)
        {
            // Neighbours, pairs and halves of a register: (a, b) becomes (b, a) + (a, −b).
            var eight = Vector256.Load(at);
            eight = Vector256.Shuffle(eight, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)) + (eight * Odd1);
            eight = Vector256.Shuffle(eight, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)) + (eight * Odd2);
            eight = Vector256.Shuffle(eight, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)) + (eight * Odd4);
            eight.Store(at);
        }

        for (int half = Vector256<float>.Count; half < length; half *= 2)
        {
            for (int start = 0; start < length; start += 2 * half)
            {
                for (float* at = values + start; at < values + start + half; at += Vector256<float>.Count)
                {
                    Vector256<float> low = Vector256.Load(at), high = Vector256.Load(at + half);
                    (low + high).Store(at);
                    (low - high).Store(at + half);
                }
            }
        }
    }
}
