using System.Runtime.CompilerServices;

namespace DkNN.Indexes.NNDescent;

/// <summary>The nearest neighbours found so far of every row, nearest first, equal distances by position.</summary>
/// <remarks>
/// Any thread may insert. What a list holds in the end is the least keys of all that were offered, whatever their order: distance and
/// position order strictly, a row left out by a full list would not have stayed either, and a pair has one distance. Hence no race shows.
/// </remarks>
internal sealed class NeighborLists
{
    private const ulong NewFlag = 1;
    private const ulong Empty = ulong.MaxValue;

    private readonly ulong[] _keys;
    private readonly ulong[] _farthest;
    private readonly int[] _locks;

    /// <summary>Makes empty lists.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="capacity">Most neighbours of a row.</param>
    public NeighborLists(int rows, int capacity)
    {
        Capacity = capacity;
        _keys = new ulong[checked(rows * capacity)];
        _farthest = new ulong[rows];
        _locks = new int[rows];
        Array.Fill(_keys, Empty);
        Array.Fill(_farthest, Empty);
    }

    /// <summary>Most neighbours of a row.</summary>
    public int Capacity { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _farthest.Length;

    /// <summary>The neighbour of a key.</summary>
    public static int IdOf(ulong key) => (int)((uint)key >> 1);

    /// <summary>The squared distance of a key.</summary>
    public static float SquaredOf(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    /// <summary>Whether the neighbour has not taken part in a join yet.</summary>
    public static bool IsNew(ulong key) => (key & NewFlag) != 0;

    /// <summary>The keys of a row, which is full up to the first empty one.</summary>
    public ReadOnlySpan<ulong> Row(int row)
    {
        var keys = _keys.AsSpan(row * Capacity, Capacity);
        // Empty keys are last: a full list, which is the rule, costs one look.
        int count = Capacity;
        while (count > 0 && keys[count - 1] == Empty) count--;
        return keys[..count];
    }

    /// <summary>Marks a neighbour as joined. Not to be called while others insert.</summary>
    public void MarkOld(int row, int place) => _keys[(row * Capacity) + place] &= ~NewFlag;

    /// <summary>Offers two rows to each other.</summary>
    /// <param name="left">A row.</param>
    /// <param name="right">Another row.</param>
    /// <param name="squared">Their squared distance, at least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(int left, int right, float squared)
    {
        ulong bits = (ulong)BitConverter.SingleToUInt32Bits(squared) << 32;
        ulong key = bits | ((ulong)(uint)right << 1);
        if (key < Volatile.Read(ref _farthest[left])) Insert(left, key);
        key = bits | ((ulong)(uint)left << 1);
        if (key < Volatile.Read(ref _farthest[right])) Insert(right, key);
    }

    /// <summary>Number of neighbours that wait for a join.</summary>
    public long CountNew()
    {
        long count = 0;
        foreach (ulong key in _keys)
        {
            if (key != Empty && IsNew(key)) count++;
        }

        return count;
    }

    private void Insert(int row, ulong key)
    {
        ref int gate = ref _locks[row];
        var spin = default(SpinWait);
        while (Interlocked.CompareExchange(ref gate, 1, 0) != 0) spin.SpinOnce();
        var keys = _keys.AsSpan(row * Capacity, Capacity);
        int low = 0, high = Capacity;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (keys[middle] < key) low = middle + 1;
            else high = middle;
        }

        if (low < Capacity && (keys[low] & ~NewFlag) != key)
        {
            keys[low..^1].CopyTo(keys[(low + 1)..]);
            keys[low] = key | NewFlag;
            Volatile.Write(ref _farthest[row], keys[^1] == Empty ? Empty : keys[^1] & ~NewFlag);
        }

        Volatile.Write(ref gate, 0);
    }
}
