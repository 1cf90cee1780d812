using System.Runtime.CompilerServices;

namespace DkNN.Vectors;

/// <summary>A binary heap of numbers, the least on top, that grows as needed: what a search has still to look at.</summary>
public struct KeyHeap
{
    private ulong[] _keys;
    private int _count;

    /// <summary>Makes room.</summary>
    public KeyHeap() => _keys = new ulong[256];

    /// <summary>The key on top. There must be one.</summary>
    public readonly ulong Top => _keys[0];

    /// <summary>Whether there is no key.</summary>
    public readonly bool IsEmpty => _count == 0;

    /// <summary>Forgets all keys.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key.</param>
    public void Push(ulong key)
    {
        if (_count == _keys.Length) Array.Resize(ref _keys, 2 * _count);
        ref ulong keys = ref _keys[0];
        int at = _count++;
        while (at > 0)
        {
            int parent = (at - 1) >> 1;
            ulong above = Unsafe.Add(ref keys, parent);
            if (above <= key) break;
            Unsafe.Add(ref keys, at) = above;
            at = parent;
        }

        Unsafe.Add(ref keys, at) = key;
    }

    /// <summary>Takes the key on top. There must be one.</summary>
    public ulong Pop()
    {
        ref ulong keys = ref _keys[0];
        ulong top = keys;
        ulong last = Unsafe.Add(ref keys, --_count);
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= _count) break;
            if (child + 1 < _count && Unsafe.Add(ref keys, child + 1) < Unsafe.Add(ref keys, child)) child++;
            ulong below = Unsafe.Add(ref keys, child);
            if (below >= last) break;
            Unsafe.Add(ref keys, at) = below;
            at = child;
        }

        Unsafe.Add(ref keys, at) = last;
        return top;
    }
}
