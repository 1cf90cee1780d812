using System.Buffers;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// An order of queries in which those near each other follow each other: they meet the same rows, which the caches then still hold.
/// </summary>
internal static unsafe class QueryOrder
{
    /// <summary>Queries from which an order is worth its price.</summary>
    private const int Least = 64;

    /// <summary>Orders queries by the entries nearest to them.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="entries">The entries, at least one.</param>
    /// <param name="order">Takes the queries' positions.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static void Write(RowMatrix queries, RowMatrix rows, int[] entries, Memory<int> order, CancellationToken cancellationToken)
    {
        for (int query = 0; query < queries.Count; query++) order.Span[query] = query;
        if (queries.Count < Least) return;
        uint[] keys = ArrayPool<uint>.Shared.Rent(queries.Count);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Blocks.Run(queries.Count, options, (start, end) =>
        {
            for (int query = start; query < end; query++)
            {
                keys[query] = Nearest(queries.Pointer + ((nint)query * queries.Stride), rows, entries);
            }
        });
        keys.AsSpan(0, queries.Count).Sort(order.Span);
        ArrayPool<uint>.Shared.Return(keys);
    }

    /// <summary>The two nearest entries as one number, the nearest in front.</summary>
    private static uint Nearest(float* query, RowMatrix rows, int[] entries)
    {
        uint first = 0, second = 0;
        float least = float.PositiveInfinity, next = float.PositiveInfinity;
        for (uint i = 0; i < entries.Length; i++)
        {
            float squared = FastDistance.Squared(query, rows.Pointer + ((nint)entries[i] * rows.Stride), rows.Stride);
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
