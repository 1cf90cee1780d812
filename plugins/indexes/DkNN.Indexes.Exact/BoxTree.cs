using System.Runtime.Intrinsics;
using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>
/// A tree over short rows, of each set of equal ones a single point: 16 points make a leaf, up to 16 leaves or nodes a node, which knows
/// the boxes around them. What a query asks of a block, a leaf's points or a node's boxes, it asks of all 16 at once, one in each lane.
/// </summary>
/// <remarks>Blocks are numbered from the leaves up to the root, so that of equally near ones a search comes to the leaves first.</remarks>
internal sealed unsafe class BoxTree : IDisposable
{
    /// <summary>Points of a leaf, and boxes of a node.</summary>
    public const int Lanes = PointOrder.Block;

    private readonly PointOrder _points;
    private readonly int _dimension;
    private readonly List<RowMatrix> _levels = [];
    private readonly List<int> _firstBlocks = [];

    private BoxTree(PointOrder points, int dimension) => (_points, _dimension) = (points, dimension);

    /// <summary>The block from which all others are reached.</summary>
    public int Root { get; private set; }

    /// <summary>Size in bytes, beside the rows.</summary>
    public long Bytes => _points.Bytes + _levels.Sum(level => level.Bytes);

    /// <summary>Builds the tree of some rows, which it then needs no more.</summary>
    /// <param name="rows">The rows, at least one, all finite.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    public static BoxTree Build(RowMatrix rows, CancellationToken cancellationToken)
    {
        var tree = new BoxTree(PointOrder.Of(rows, cancellationToken), rows.Dimension);
        tree.AddLeaves(rows);
        while (tree._levels[^1].Count > 1) tree.AddNodes();
        tree.Root = tree._firstBlocks[^1];
        return tree;
    }

    /// <summary>Whether a block is a leaf.</summary>
    /// <param name="block">The block's number.</param>
    public bool IsLeaf(int block) => block < _levels[0].Count;

    /// <summary>The positions of the rows that are one point of a leaf, ascending.</summary>
    /// <param name="leaf">The leaf's number.</param>
    /// <param name="lane">The point's lane.</param>
    public ReadOnlySpan<int> RowsAt(int leaf, int lane) => _points.RowsAt((leaf * Lanes) + lane);

    /// <summary>Squared distances from a query to a leaf's points, as single precision rounds; +∞ in lanes without a point.</summary>
    /// <param name="query">First float of the query.</param>
    /// <param name="leaf">The leaf's number.</param>
    public Vector512<float> ToPoints(float* query, int leaf)
    {
        float* values = BlockOf(_levels[0], leaf);
        var sum = Vector512<float>.Zero;
        for (int i = 0; i < _dimension; i++, values += Lanes)
        {
            var gap = Vector512.Load(values) - Vector512.Create(query[i]);
            sum += gap * gap;
        }

        return sum;
    }

    /// <summary>Brings a point's floats together, as they stand in a row.</summary>
    /// <param name="leaf">The leaf's number.</param>
    /// <param name="lane">The point's lane.</param>
    /// <param name="point">Takes the floats.</param>
    public void CopyPoint(int leaf, int lane, float* point)
    {
        float* values = BlockOf(_levels[0], leaf) + lane;
        for (int i = 0; i < _dimension; i++, values += Lanes) point[i] = *values;
    }

    /// <summary>
    /// Squared distances from a query to a node's boxes, as single precision rounds; +∞ in lanes without a box. Rounding preserves order:
    /// none is greater than <see cref="ToPoints"/> of a point in that box.
    /// </summary>
    /// <param name="query">First float of the query.</param>
    /// <param name="node">The node's number.</param>
    /// <param name="firstChild">The number of the block in the first lane's box; the others follow.</param>
    public Vector512<float> ToBoxes(float* query, int node, out int firstChild)
    {
        int level = 1;
        while (level + 1 < _levels.Count && node >= _firstBlocks[level + 1]) level++;
        int at = node - _firstBlocks[level];
        firstChild = _firstBlocks[level - 1] + (at * Lanes);

        float* bounds = BlockOf(_levels[level], at);
        var sum = Vector512<float>.Zero;
        for (int i = 0; i < _dimension; i++, bounds += 2 * Lanes)
        {
            var value = Vector512.Create(query[i]);
            var outside = Vector512.MaxNative(Vector512.Load(bounds) - value, value - Vector512.Load(bounds + Lanes));
            var gap = Vector512.MaxNative(outside, Vector512<float>.Zero);
            sum += gap * gap;
        }

        return sum;
    }

    /// <summary>Frees the blocks.</summary>
    public void Dispose()
    {
        foreach (var level in _levels) level.Dispose();
    }

    private static float* BlockOf(RowMatrix level, int at) => level.Pointer + ((nint)at * level.Stride);

    private static int BlocksOf(int items) => (items + Lanes - 1) / Lanes;

    private void AddLeaves(RowMatrix rows)
    {
        var leaves = AddLevel(BlocksOf(_points.Count), Lanes * _dimension);
        for (int point = 0; point < _points.Count; point++)
        {
            var values = rows.Row(_points.RowsAt(point)[0]);
            var leaf = leaves.MutableRow(point / Lanes);
            for (int i = 0; i < values.Length; i++) leaf[(i * Lanes) + (point % Lanes)] = values[i];
        }
    }

    private void AddNodes()
    {
        var below = _levels[^1];
        bool areLeaves = _levels.Count == 1;
        var nodes = AddLevel(BlocksOf(below.Count), 2 * Lanes * _dimension);
        for (int block = 0; block < below.Count; block++)
        {
            var inside = below.Row(block);
            var node = nodes.MutableRow(block / Lanes);
            for (int i = 0; i < _dimension; i++)
            {
                var lows = inside.Slice((areLeaves ? 1 : 2) * i * Lanes, Lanes);
                var highs = areLeaves ? lows : inside.Slice(((2 * i) + 1) * Lanes, Lanes);
                var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
                for (int lane = 0; lane < Lanes && float.IsFinite(lows[lane]); lane++)
                {
                    low = Math.Min(low, lows[lane]);
                    high = Math.Max(high, highs[lane]);
                }

                node[(2 * i * Lanes) + (block % Lanes)] = low;
                node[(((2 * i) + 1) * Lanes) + (block % Lanes)] = high;
            }
        }
    }

    private RowMatrix AddLevel(int blocks, int floats)
    {
        _firstBlocks.Add(_levels.Count == 0 ? 0 : _firstBlocks[^1] + _levels[^1].Count);
        var level = RowMatrix.Allocate(blocks, floats);
        _levels.Add(level);
        // Lanes that stay empty, those of the last block, are infinitely far from everything.
        level.MutableRow(blocks - 1).Fill(float.PositiveInfinity);
        return level;
    }
}
