using System.Numerics;
using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>
/// The different points among rows in an order for blocks of them: halved along the side on which they vary most, again and again,
/// so that near ones share a block. By variance, as a few outliers would make nearly equal points' widest side one that tells none apart.
/// </summary>
internal sealed class PointOrder
{
    /// <summary>Points of a block; as many blocks are one of the next level, and so on.</summary>
    public const int Block = 16;

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
        if (points.Length <= Block) return;
        cancellationToken.ThrowIfCancellationRequested();
        int side = MostSpreadSide(points);
        for (int i = 0; i < points.Length; i++) keys[i] = ((ulong)Ascending(ValuesOf(points[i])[side]) << 32) | (uint)points[i];
        keys.Sort();
        for (int i = 0; i < points.Length; i++) points[i] = (int)(uint)keys[i];

        // Whole blocks of the level below, so that no box goes across a cut.
        long unit = Block;
        while (unit * Block < points.Length) unit *= Block;
        int middle = (int)(Math.Max(1, (points.Length + unit) / (2 * unit)) * unit);
        Halve(points[..middle], keys[..middle], cancellationToken);
        Halve(points[middle..], keys[middle..], cancellationToken);
    }

    private int MostSpreadSide(ReadOnlySpan<int> points)
    {
        Span<double> sums = stackalloc double[_rows.Dimension];
        Span<double> squares = stackalloc double[_rows.Dimension];
        sums.Clear();
        squares.Clear();
        var origin = ValuesOf(points[0]);
        foreach (int point in points)
        {
            var values = ValuesOf(point);
            for (int i = 0; i < values.Length; i++)
            {
                double offset = (double)values[i] - origin[i];
                sums[i] += offset;
                squares[i] += offset * offset;
            }
        }

        int most = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            squares[i] -= sums[i] * sums[i] / points.Length;
            if (squares[i] > squares[most]) most = i;
        }

        return most;
    }

    private ReadOnlySpan<float> ValuesOf(int point) => _rows.Row(RowsAt(point)[0]);

    /// <summary>A float's bits, so that they ascend as floats of either sign do.</summary>
    private static uint Ascending(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return bits >> 31 == 0 ? bits | 0x80000000 : ~bits;
    }
}
