using System.Runtime.Intrinsics.X86;
using DkNN.Vectors;

namespace DkNN.Indexes;

/// <summary>
/// The rows that a search for one query came across, each once, and the nearest of them by true distance. One thread uses it for query
/// after query.
/// </summary>
internal sealed unsafe class Shortlist(RowMatrix rows)
{
    /// <summary>How many rows ahead of the one measured the memory is asked for.</summary>
    private const int Ahead = 4;

    /// <summary>Floats of a row asked for ahead; of longer rows the processor fetches the rest by itself.</summary>
    private const int AheadFloats = 256;

    private readonly ulong[] _seen = new ulong[(rows.Count / 64) + 1];
    private readonly int[] _found = new int[rows.Count];
    private ulong[] _nearest = [];

    /// <summary>Number of rows found, each counted once.</summary>
    public int Count { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="found">Their positions; those that are there already are passed over.</param>
    public void Add(ReadOnlySpan<int> found)
    {
        foreach (int row in found)
        {
            ref ulong word = ref _seen[row >> 6];
            ulong bit = 1ul << row;
            if ((word & bit) != 0) continue;
            word |= bit;
            _found[Count++] = row;
        }
    }

    /// <summary>Adds every row.</summary>
    public void AddAll()
    {
        for (int row = 0; row < rows.Count; row++) Add([row]);
    }

    /// <summary>Measures the rows found, writes the nearest and forgets them all.</summary>
    /// <param name="query">The query.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    public void Rank(float* query, Span<int> ids, Span<float> distances)
    {
        int k = ids.Length;
        if (_nearest.Length < k) _nearest = new ulong[k];
        int kept = Math.Min(k, Count);
        for (int i = 0; i < kept; i++) _nearest[i] = Measure(query, i);
        // A heap, the farthest first, once it is full.
        if (kept < Count)
        {
            for (int i = (kept / 2) - 1; i >= 0; i--) SiftDown(i, kept);
            for (int i = kept; i < Count; i++)
            {
                ulong key = Measure(query, i);
                if (key >= _nearest[0]) continue;
                _nearest[0] = key;
                SiftDown(0, kept);
            }
        }

        Array.Sort(_nearest, 0, kept);
        for (int i = 0; i < kept; i++)
        {
            ids[i] = (int)(uint)_nearest[i];
            distances[i] = MathF.Sqrt(BitConverter.UInt32BitsToSingle((uint)(_nearest[i] >> 32)));
        }

        ids[kept..].Fill(-1);
        distances[kept..].Fill(float.PositiveInfinity);
        foreach (int row in _found.AsSpan(0, Count)) _seen[row >> 6] = 0;
        Count = 0;
    }

    /// <summary>The squared distance, then the position: bits of floats that are not negative ascend as the floats do.</summary>
    private ulong Measure(float* query, int at)
    {
        if (Sse.IsSupported && at + Ahead < Count)
        {
            float* next = rows.Pointer + ((nint)_found[at + Ahead] * rows.Stride);
            int floats = Math.Min(rows.Stride, AheadFloats);
            for (int start = 0; start < floats; start += RowMatrix.Alignment / sizeof(float)) Sse.Prefetch0(next + start);
        }

        int row = _found[at];
        float squared = FastDistance.Squared(query, rows.Pointer + ((nint)row * rows.Stride), rows.Stride);
        return ((ulong)BitConverter.SingleToUInt32Bits(squared) << 32) | (uint)row;
    }

    private void SiftDown(int at, int count)
    {
        ulong key = _nearest[at];
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= count) break;
            if (child + 1 < count && _nearest[child + 1] > _nearest[child]) child++;
            if (_nearest[child] <= key) break;
            _nearest[at] = _nearest[child];
            at = child;
        }

        _nearest[at] = key;
    }
}
