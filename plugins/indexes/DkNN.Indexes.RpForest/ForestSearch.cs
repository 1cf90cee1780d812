using DkNN.Vectors;

namespace DkNN.Indexes.RpForest;

/// <summary>
/// The search for one query after the other, by one thread: all trees' nodes in one queue, those most surely right first.
/// </summary>
internal sealed unsafe class ForestSearch(Forest forest, RowMatrix rows)
{
    private readonly Shortlist _shortlist = new(rows);

    /// <summary>Nodes to look at, those of the greatest margin first.</summary>
    private KeyHeap _queue = new();

    /// <summary>Searches.</summary>
    /// <param name="point">The query in the space of the planes.</param>
    /// <param name="query">The query.</param>
    /// <param name="wanted">Rows to gather, duplicates and all; more are gathered until there are k.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <returns>Distances computed, and rows gathered.</returns>
    public (long Distances, long Candidates) Find(float* point, float* query, long wanted, Span<int> ids, Span<float> distances)
    {
        float* planes = forest.Planes.Count == 0 ? null : forest.Planes.Pointer;
        int* starts = forest.Starts.Pointer;
        int stride = forest.Planes.Stride;
        _queue.Clear();
        foreach (int root in forest.Roots.Values) Push(float.PositiveInfinity, root);
        long gathered = 0;
        while (!_queue.IsEmpty && (gathered < wanted || _shortlist.Count < ids.Length))
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
        // Bits of negative floats descend as the floats ascend; the heap has the least on top, so the order is turned round.
        int bits = BitConverter.SingleToInt32Bits(margin);
        uint order = (uint)~(bits ^ ((bits >> 31) | int.MinValue));
        _queue.Push(((ulong)order << 32) | (uint)reference);
    }

    private (float Margin, int Reference) Pop()
    {
        ulong top = _queue.Pop();
        int order = (int)~(uint)(top >> 32);
        return (BitConverter.Int32BitsToSingle(order ^ (~(order >> 31) | int.MinValue)), (int)(uint)top);
    }
}
