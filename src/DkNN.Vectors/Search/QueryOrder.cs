using System.Buffers;

namespace DkNN.Vectors;

/// <summary>
/// An order of queries in which those near each other follow each other: they meet the same rows, which the caches then still hold.
/// </summary>
public static unsafe class QueryOrder
{
    /// <summary>Queries from which an order is worth its price.</summary>
    private const int Least = 64;

    private const int UsualPivots = 256;

    /// <summary>Positions of rows spread over all.</summary>
    /// <param name="rows">Number of rows.</param>
    public static int[] Pivots(int rows)
    {
        int count = Math.Min(UsualPivots, rows);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows / count))];
    }

    /// <summary>Orders queries by the pivots nearest to them.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="pivots">Positions of some rows from wherever rows lie: at least one, and up to 65,536.</param>
    /// <param name="order">Takes the queries' positions.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static void Write(RowMatrix queries, RowMatrix rows, int[] pivots, Memory<int> order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(pivots);
        for (int query = 0; query < queries.Count; query++) order.Span[query] = query;
        if (queries.Count < Least) return;
        uint[] keys = ArrayPool<uint>.Shared.Rent(queries.Count);
        SharedCores.For(
            queries.Count,
            Least / 4,
            (first, end) =>
            {
                for (int query = first; query < end; query++)
                {
                    keys[query] = Nearest(queries.Pointer + ((nint)query * queries.Stride), rows, pivots);
                }
            },
            cancellationToken);
        keys.AsSpan(0, queries.Count).Sort(order.Span);
        ArrayPool<uint>.Shared.Return(keys);
    }

    /// <summary>The two nearest pivots as one number, the nearest in front.</summary>
    private static uint Nearest(float* query, RowMatrix rows, int[] pivots)
    {
        uint first = 0, second = 0;
        float least = float.PositiveInfinity, next = float.PositiveInfinity;
        for (uint i = 0; i < pivots.Length; i++)
        {
            float squared = FastDistance.Squared(query, rows.Pointer + ((nint)pivots[i] * rows.Stride), rows.Stride);
            if (squared < least)
            {
                (second, next) = (first, least);
                (first, least) = (i, squared);
            }
            else if (squared < next)
            {
                (second, next) = (i, squared);
            }
        }

        return (first << 16) | second;
    }
}
