using System.Runtime.CompilerServices;

namespace DkNN.Indexes.Hnsw;

/// <summary>
/// A row and its squared distance in one number that orders by distance, then position. The lowest bit is free for a mark.
/// </summary>
internal static class Found
{
    public const ulong Mark = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(float squared, int row) => ((ulong)BitConverter.SingleToUInt32Bits(squared) << 32) | ((uint)row << 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Row(ulong key) => (int)((uint)key >> 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Squared(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));
}
