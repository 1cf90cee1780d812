using System.Runtime.CompilerServices;

namespace DkNN.Vectors;

/// <summary>The k nearest rows found so far, the farthest on top: a binary heap of <see cref="NeighborKey"/>s.</summary>
public struct NearestHeap
{
    private ulong[] _keys;
    private int _capacity;
    private int _count;

    /// <summary>Has no room yet.</summary>
    public NearestHeap() => _keys = [];

    /// <summary>Whether k rows were found.</summary>
    public readonly bool IsFull => _count == _capacity;

    /// <summary>The farthest key. There must be one.</summary>
    public readonly ulong Farthest => _keys[0];

    /// <summary>Begins anew.</summary>
    /// <param name="capacity">k, at least 1.</param>
    public void Reset(int capacity)
    {
        if (_keys.Length < capacity) _keys = new ulong[capacity];
        _capacity = capacity;
        _count = 0;
    }

    /// <summary>Takes a key, in place of the farthest where the heap is full.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it was taken.</returns>
    public bool Offer(ulong key)
    {
        if (_count < _capacity)
        {
            _keys[_count++] = key;
            if (_count == _capacity)
            {
                for (int i = (_capacity / 2) - 1; i >= 0; i--) SiftDown(i, _keys[i]);
            }

            return true;
        }

        if (key >= _keys[0]) return false;
        SiftDown(0, key);
        return true;
    }

    /// <summary>The keys in no order, which may be changed; nothing but <see cref="Reset"/> may follow.</summary>
    public readonly Span<ulong> Take() => _keys.AsSpan(0, _count);

    private readonly void SiftDown(int at, ulong key)
    {
        ref ulong keys = ref _keys[0];
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= _capacity) break;
            if (child + 1 < _capacity && Unsafe.Add(ref keys, child + 1) > Unsafe.Add(ref keys, child)) child++;
            ulong below = Unsafe.Add(ref keys, child);
            if (below <= key) break;
            Unsafe.Add(ref keys, at) = below;
            at = child;
        }

        Unsafe.Add(ref keys, at) = key;
    }
}
