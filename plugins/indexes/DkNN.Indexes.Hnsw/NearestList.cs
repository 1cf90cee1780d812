using System.Runtime.CompilerServices;
using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>
/// The nearest rows so far, ascending. A few hundred keys in a row are kept in order by one binary search without branches and one move
/// of memory, which takes less time than the unforeseeable branches of a heap.
/// </summary>
internal unsafe struct NearestList
{
    private PinnedArray<ulong> _storage;
    private int _capacity;

    public ulong* Keys { get; private set; }

    public int Count { get; private set; }

    public readonly bool IsFull => Count == _capacity;

    /// <summary>What a key must be less than to get in.</summary>
    public ulong Bound { get; private set; }

    public void Reset(int capacity)
    {
        if (_storage is null || _storage.Length < capacity) _storage = new PinnedArray<ulong>(capacity);
        Keys = _storage.Pointer;
        _capacity = capacity;
        Count = 0;
        Bound = ulong.MaxValue;
    }

    /// <summary>Takes a key that is less than <see cref="Bound"/>, and gives its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong key)
    {
        ulong* low = Keys;
        int length = Count;
        while (length > 1)
        {
            int half = length / 2;
            low = low[half - 1] < key ? low + half : low;
            length -= half;
        }

        int place = (int)(low - Keys);
        if (length == 1 && *low < key) place++;
        int moved = (IsFull ? Count - 1 : Count) - place;
        new ReadOnlySpan<ulong>(Keys + place, moved).CopyTo(new Span<ulong>(Keys + place + 1, moved));
        Keys[place] = key;
        if (!IsFull) Count++;
        if (IsFull) Bound = Keys[_capacity - 1];
        return place;
    }
}
