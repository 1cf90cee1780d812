using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>Where the vectors lie that a graph is walked over: in one block, or in two of which the second follows the first.</summary>
internal readonly unsafe struct VectorSpace
{
    private const int Line = 64;

    /// <summary>Most of a vector that is asked for before its distance is computed; the rest comes by itself once reading starts.</summary>
    private const int MostPrefetched = 8 * Line;

    private readonly byte* _first;
    private readonly byte* _second;
    private readonly int _split;
    private readonly int _prefetched;

    /// <summary>Describes the vectors.</summary>
    /// <param name="first">The first vector.</param>
    /// <param name="split">Vectors in the first block.</param>
    /// <param name="second">The first vector of the second block.</param>
    /// <param name="bytes">Size of a vector, a multiple of 64.</param>
    public VectorSpace(byte* first, int split, byte* second, int bytes)
    {
        _first = first;
        _split = split;
        _second = second - ((nint)split * bytes);
        Bytes = bytes;
        _prefetched = Math.Min(bytes, MostPrefetched);
    }

    /// <summary>The codes of rows.</summary>
    public static VectorSpace Of(RowCodes codes) => new(codes.Values.Pointer, int.MaxValue, null, codes.Bytes);

    /// <summary>Size of a vector.</summary>
    public int Bytes { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(int row) => (row < _split ? _first : _second) + ((nint)row * Bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        if (!Sse.IsSupported) return;
        byte* at = At(row);
        for (int line = 0; line < _prefetched; line += Line) Sse.Prefetch0(at + line);
    }
}
