using DkNN.Vectors;

namespace DkNN.Indexes.RpForest;

/// <summary>
/// The search for one query after the other, by one thread: all trees' nodes in one queue, those most surely right first.
/// </summary>
internal sealed unsafe class ForestSearch(Forest forest, RowMatrix rows)
{
    private readonly Shortlist _shortlist = new(rows);

    /// <summary>A heap, the greatest first: the margin in an order of bits, then the reference.</summary>
    private ulong[] _queue = new ulong[1_024];
    private int _queued;

    /// <summary>Searches.</summary>
    /// <param name="point">The query in the space of the planes.</param>
    /// <param name="query">The query.</param>
    /// <param name="wanted">Rows to gather, duplicates and all; more are gathered until there are k.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <returns>Distances computed, and rows gathered.</returns>
    public (int Distances, long Candidates) Find(float* point, float* query, long wanted, Span<int> ids, Span<float> distances)
    {
        float* planes = forest.Planes.Count == 0 ? null : forest.Planes.Pointer;
        int* starts = forest.Starts.Pointer;
        int stride = forest.Planes.Stride;
        _queued = 0;
        foreach (int root in forest.Roots.Values) Push(float.PositiveInfinity, root);
        long gathered = 0;
        while (_queued > 0 && (gathered < wanted || _shortlist.Count < ids.Length))
        {
            var (margin, reference) = Pop();
            if (reference < 0)
            {
                int leaf = ~reference;
                int count = starts[leaf + 1] - starts[leaf];
                _shortlist.Add(new ReadOnlySpan<int>(forest.Rows.Pointer + starts[leaf], count));
                gathered += count;
                continue;
            }

            float side = FastDistance.Dot(planes + ((nint)reference * stride), point, stride) - forest.Offsets.Pointer[reference];
            Push(Math.Min(margin, side), forest.Children.Pointer[2 * reference]);
            Push(Math.Min(margin, -side), forest.Children.Pointer[(2 * reference) + 1]);
        }

        int measured = _shortlist.Count;
        _shortlist.Rank(query, ids, distances);
        return (measured, gathered);
    }

    private void Push(float margin, int reference)
    {
        // Bits of negative floats descend as the floats ascend.
        int bits = BitConverter.SingleToInt32Bits(margin);
        uint order = (uint)(bits ^ ((bits >> 31) | int.MinValue));
        ulong key = ((ulong)order << 32) | (uint)reference;
        if (_queued == _queue.Length) Array.Resize(ref _queue, 2 * _queued);
        int at = _queued++;
        while (at > 0)
        {
            int parent = (at - 1) / 2;
            if (_queue[parent] >= key) break;
            _queue[at] = _queue[parent];
            at = parent;
        }

        _queue[at] = key;
    }

    private (float Margin, int Reference) Pop()
    {
        ulong top = _queue[0], key = _queue[--_queued];
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= _queued) break;
            if (child + 1 < _queued && _queue[child + 1] > _queue[child]) child++;
            if (_queue[child] <= key) break;
            _queue[at] = _queue[child];
            at = child;
        }

        _queue[at] = key;
        int order = (int)(top >> 32);
        return (BitConverter.Int32BitsToSingle(order ^ (~(order >> 31) | int.MinValue)), (int)(uint)top);
    }
}
