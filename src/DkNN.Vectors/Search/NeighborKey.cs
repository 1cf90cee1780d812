using System.Runtime.CompilerServices;

namespace DkNN.Vectors;

/// <summary>
/// A row and its distance in one number that orders by distance, then position: the bits of floats that are not negative ascend as the
/// floats do.
/// </summary>
public static class NeighborKey
{
    /// <summary>Makes a key.</summary>
    /// <param name="distance">A distance or its square, at least 0.</param>
    /// <param name="row">The row's position.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(float distance, int row) => ((ulong)BitConverter.SingleToUInt32Bits(distance) << 32) | (uint)row;

    /// <summary>The position in a key.</summary>
    /// <param name="key">The key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Row(ulong key) => (int)(uint)key;

    /// <summary>The distance in a key, as it was given.</summary>
    /// <param name="key">The key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Distance(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    /// <summary>
    /// Orders keys of squared distances by distance, then position, and writes them; roots of different squares may be equal.
    /// </summary>
    /// <param name="keys">The keys of squared distances, which are changed; the nearest are written if there are more than room.</param>
    /// <param name="ids">Takes positions, nearest first; −1 where there are no more.</param>
    /// <param name="distances">Takes distances; +∞ beside −1.</param>
    public static void Write(Span<ulong> keys, Span<int> ids, Span<float> distances)
    {
        foreach (ref ulong key in keys) key = Of(MathF.Sqrt(Distance(key)), Row(key));
        keys.Sort();
        if (keys.Length > ids.Length) keys = keys[..ids.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            ids[i] = Row(keys[i]);
            distances[i] = Distance(keys[i]);
        }

        ids[keys.Length..].Fill(-1);
        distances[keys.Length..].Fill(float.PositiveInfinity);
    }
}
