using System.Numerics;
using System.Runtime.Intrinsics;
using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>
/// One thread's searches through a <see cref="BoxTree"/>, nearest blocks first. Single precision leaves out what is surely too far; the rest
/// is measured as <see cref="ExactSearch"/> measures, so that the answers are the same to the last bit.
/// </summary>
/// <param name="tree">The tree.</param>
/// <param name="rows">Its rows.</param>
internal sealed unsafe class BoxSearch(BoxTree tree, RowMatrix rows)
{
    /// <summary>A search that met one box or point for so many rows has little to leave out: a product with all rows is sooner done.</summary>
    private const int GiveUpShare = 4;

    private readonly int _most = rows.Count / GiveUpShare;
    private readonly PinnedArray<float> _bounds = new(BoxTree.Lanes);
    private readonly PinnedArray<float> _point = new(RowMatrix.StrideOf(rows.Dimension));
    private readonly PinnedArray<float> _squares = new(BoxTree.Lanes);
    private KeyHeap _open = new();
    private NearestHeap _nearest = new();
    private float* _query;

    /// <summary>A greater squared distance, as single precision rounds, is that of no row among the k nearest.</summary>
    private float _reach;
    private int _measured;
    private int _met;

    /// <summary>Finds a query's nearest rows.</summary>
    /// <param name="query">Its first float; its last line is read whole.</param>
    /// <param name="ids">Takes k positions, nearest first, those at equal distances by position.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <param name="measured">Points that were measured exactly.</param>
    /// <param name="met">Boxes and points that were met.</param>
    /// <returns>Whether they were found; if not, too many rows lie about as near.</returns>
    public bool TryFind(float* query, Span<int> ids, Span<float> distances, out int measured, out int met)
    {
        _query = query;
        _reach = float.MaxValue;
        _measured = _met = 0;
        _nearest.Reset(ids.Length);
        _open.Clear();
        _open.Push(NeighborKey.Of(0, tree.Root));
        while (!_open.IsEmpty && _met <= _most)
        {
            ulong next = _open.Pop();
            if (NeighborKey.Distance(next) > _reach) break;
            Visit(NeighborKey.Row(next));
        }

        (measured, met) = (_measured, _met);
        if (met > _most) return false;
        var keys = _nearest.Take();
        keys.Sort();
        for (int i = 0; i < keys.Length; i++)
        {
            ids[i] = NeighborKey.Row(keys[i]);
            distances[i] = NeighborKey.Distance(keys[i]);
        }

        return true;
    }

    private void Visit(int block)
    {
        if (tree.IsLeaf(block)) Measure(block);
        else Open(block);
    }

    /// <summary>Goes through a node's leaves at once, the nearest first, as few as they are; nodes wait for their turn.</summary>
    private void Open(int node)
    {
        _met += BoxTree.Lanes;
        float* bounds = _bounds.Pointer;
        ulong near = Near(tree.ToBoxes(_query, node, out int firstChild), bounds);
        if (!tree.IsLeaf(firstChild))
        {
            for (; near != 0; near &= near - 1)
            {
                int lane = BitOperations.TrailingZeroCount(near);
                _open.Push(NeighborKey.Of(bounds[lane], firstChild + lane));
            }

            return;
        }

        if (near == 0) return;
        int nearest = BitOperations.TrailingZeroCount(near);
        for (ulong rest = near & (near - 1); rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            if (bounds[lane] < bounds[nearest]) nearest = lane;
        }

        Measure(firstChild + nearest);
        for (near &= ~(1UL << nearest); near != 0; near &= near - 1)
        {
            int lane = BitOperations.TrailingZeroCount(near);
            if (bounds[lane] <= _reach) Measure(firstChild + lane);
        }
    }

    private void Measure(int leaf)
    {
        _met += BoxTree.Lanes;
        float* squares = _squares.Pointer;
        for (ulong near = Near(tree.ToPoints(_query, leaf), squares); near != 0; near &= near - 1)
        {
            int lane = BitOperations.TrailingZeroCount(near);
            if (squares[lane] > _reach) continue;
            tree.CopyPoint(leaf, lane, _point.Pointer);
            float distance = ExactDistance.Between(_query, _point.Pointer, rows.Dimension);
            _measured++;
            if (_nearest.IsFull && distance > NeighborKey.Distance(_nearest.Farthest)) continue;
            bool isNew = false;
            foreach (int row in tree.RowsAt(leaf, lane))
            {
                if (!_nearest.Offer(NeighborKey.Of(distance, row))) break;
                isNew = true;
            }

            if (isNew && _nearest.IsFull) _reach = ReachOf(NeighborKey.Distance(_nearest.Farthest));
        }
    }

    /// <summary>Writes squared distances down and tells the lanes within reach, one bit each.</summary>
    private ulong Near(Vector512<float> squares, float* written)
    {
        squares.Store(written);
        return Vector512.LessThanOrEqual(squares, Vector512.Create(_reach)).ExtractMostSignificantBits();
    }

    /// <summary>
    /// The greatest squared distance that single precision may make of a distance: a rounding of each difference, square and sum, of
    /// 2⁻²⁴ or, where squares underflow, of the least float; twice as much is allowed for.
    /// </summary>
    private float ReachOf(float distance)
    {
        double relative = (rows.Dimension + 8.0) / (1 << 23);
        double square = (double)distance * distance * (1 + relative);
        return MathF.BitIncrement((float)(square + (2.0 * rows.Dimension * float.Epsilon)));
    }
}
