using System.Numerics;
using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>
/// The different points among rows in the order of a <see cref="BoxTree"/>: halved by the widest side of the box around them, again and
/// again, so that near ones share a block.
/// </summary>
internal sealed class PointOrder
{
    private readonly RowMatrix _rows;
    private readonly int[] _positions;

    /// <summary>Where each point's positions start; then, the number of rows.</summary>
    private readonly int[] _starts;

    private PointOrder(RowMatrix rows, int[] positions, int[] starts) => (_rows, _positions, _starts) = (rows, positions, starts);

    /// <summary>Number of points.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Size in bytes.</summary>
    public long Bytes => (long)(_positions.Length + _starts.Length) * sizeof(int);

    /// <summary>Orders the points of rows.</summary>
    /// <param name="rows">The rows, at least one, all finite.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static PointOrder Of(RowMatrix rows, CancellationToken cancellationToken)
    {
        var groups = Group(rows, cancellationToken);
        int[] points = [.. Enumerable.Range(0, groups.Count)];
        groups.Halve(points, new ulong[points.Length], cancellationToken);

        int[] positions = new int[rows.Count];
        int[] starts = new int[points.Length + 1];
        for (int i = 0; i < points.Length; i++)
        {
            var same = groups.RowsAt(points[i]);
            same.CopyTo(positions.AsSpan(starts[i]));
            starts[i + 1] = starts[i] + same.Length;
        }

        return new PointOrder(rows, positions, starts);
    }

    /// <summary>The positions of the rows that are one point, ascending.</summary>
    /// <param name="point">The point's place in the order.</param>
    public ReadOnlySpan<int> RowsAt(int point) => _positions.AsSpan(_starts[point].._starts[point + 1]);

    /// <summary>Brings equal rows together. Two points of one hash that stand mixed are only more points than need be.</summary>
    private static PointOrder Group(RowMatrix rows, CancellationToken cancellationToken)
    {
        int[] positions = [.. Enumerable.Range(0, rows.Count)];
        ulong[] hashes = [.. positions.Select(row => Hash(rows.Row(row)))];
        Array.Sort(hashes, positions);
        cancellationToken.ThrowIfCancellationRequested();
        var starts = new List<int>();
        for (int first = 0, end; first < positions.Length; first = end)
        {
            for (end = first + 1; end < positions.Length && hashes[end] == hashes[first];) end++;
            positions.AsSpan(first..end).Sort();
            for (int i = first; i < end; i++)
            {
                if (i == first || !rows.Row(positions[i]).SequenceEqual(rows.Row(positions[i - 1]))) starts.Add(i);
            }
        }

        return new PointOrder(rows, positions, [.. starts, positions.Length]);
    }

    private static ulong Hash(ReadOnlySpan<float> values)
    {
        ulong hash = 0;
        foreach (float value in values)
        {
            hash = BitOperations.RotateLeft(hash ^ BitConverter.SingleToUInt32Bits(value), 29) * 0x9E3779B97F4A7C15;
        }

        return hash;
    }

    private void Halve(Span<int> points, Span<ulong> keys, CancellationToken cancellationToken)
    {
        if (points.Length <= BoxTree.Lanes) return;
        cancellationToken.ThrowIfCancellationRequested();
        int side = WidestSide(points);
        for (int i = 0; i < points.Length; i++) keys[i] = ((ulong)Ascending(ValuesOf(points[i])[side]) << 32) | (uint)points[i];
        keys.Sort();
        for (int i = 0; i < points.Length; i++) points[i] = (int)(uint)keys[i];

        // Whole blocks of the level below, so that no box goes across a cut.
        long unit = BoxTree.Lanes;
        while (unit * BoxTree.Lanes < points.Length) unit *= BoxTree.Lanes;
        int middle = (int)(Math.Max(1, (points.Length + unit) / (2 * unit)) * unit);
        Halve(points[..middle], keys[..middle], cancellationToken);
        Halve(points[middle..], keys[middle..], cancellationToken);
    }

    private int WidestSide(ReadOnlySpan<int> points)
    {
        Span<float> low = stackalloc float[_rows.Dimension];
        Span<float> high = stackalloc float[_rows.Dimension];
        low.Fill(float.PositiveInfinity);
        high.Fill(float.NegativeInfinity);
        foreach (int point in points)
        {
            var values = ValuesOf(point);
            for (int i = 0; i < values.Length; i++)
            {
                low[i] = Math.Min(low[i], values[i]);
                high[i] = Math.Max(high[i], values[i]);
            }
        }

        int widest = 0;
        for (int i = 1; i < low.Length; i++)
        {
            if (high[i] - low[i] > high[widest] - low[widest]) widest = i;
        }

        return widest;
    }

    private ReadOnlySpan<float> ValuesOf(int point) => _rows.Row(RowsAt(point)[0]);

    /// <summary>A float's bits, so that they ascend as floats of either sign do.</summary>
    private static uint Ascending(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return bits >> 31 == 0 ? bits | 0x80000000 : ~bits;
    }
}
