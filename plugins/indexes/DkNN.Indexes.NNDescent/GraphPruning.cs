using System.Buffers;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// Makes the graph that is searched: of a row's neighbours, those stay that no nearer one leads to (the relative neighbourhood graph's
/// rule, as in Harwood and Drummond, "FANNG: fast approximate nearest neighbour graphs", CVPR 2016), and so of the reverse edges.
/// </summary>
internal sealed unsafe class GraphPruning(RowMatrix rows, double slack, int mostNeighbors, ParallelOptions options)
{
    private readonly float _squaredSlack = (float)(slack * slack);

    /// <summary>Prunes.</summary>
    /// <param name="lists">The nearest neighbours of every row.</param>
    public EdgeLists Run(NeighborLists lists)
    {
        var forward = new EdgeLists(rows.Count, lists.Capacity);
        Blocks.Run(rows.Count, options, (start, end) =>
        {
            Span<ulong> edges = stackalloc ulong[lists.Capacity];
            for (int row = start; row < end; row++)
            {
                var keys = lists.Row(row);
                for (int i = 0; i < keys.Length; i++) edges[i] = (keys[i] & ~(ulong)uint.MaxValue) | (uint)NeighborLists.IdOf(keys[i]);
                forward.SetCount(row, Prune(edges[..keys.Length], forward.Room(row)));
            }
        });
        var (starts, reverse) = Reverse(forward);
        var merged = new EdgeLists(rows.Count, mostNeighbors);
        Blocks.Run(rows.Count, options, (start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                merged.SetCount(row, Merge(forward.Row(row), reverse.AsSpan(starts[row]..starts[row + 1]), merged.Room(row)));
            }
        });
        return merged;
    }

    private static (int[] Starts, ulong[] Edges) Reverse(EdgeLists forward)
    {
        int[] starts = new int[forward.Count + 2];
        for (int row = 0; row < forward.Count; row++)
        {
            foreach (ulong key in forward.Row(row)) starts[(int)(uint)key + 2]++;
        }

        for (int row = 0; row < forward.Count; row++) starts[row + 2] += starts[row + 1];
        ulong[] edges = new ulong[starts[^1]];
        for (int row = 0; row < forward.Count; row++)
        {
            foreach (ulong key in forward.Row(row))
            {
                edges[starts[(int)(uint)key + 1]++] = (key & ~(ulong)uint.MaxValue) | (uint)row;
            }
        }

        return (starts, edges);
    }

    /// <summary>Both kinds of edges, nearest first, each once.</summary>
    private int Merge(ReadOnlySpan<ulong> forward, Span<ulong> reverse, Span<ulong> merged)
    {
        reverse.Sort();
        ulong[] pool = ArrayPool<ulong>.Shared.Rent(forward.Length + merged.Length);
        int kept = Prune(reverse, pool.AsSpan(0, merged.Length));
        forward.CopyTo(pool.AsSpan(kept));
        var all = pool.AsSpan(0, kept + forward.Length);
        all.Sort();
        int count = 0;
        foreach (ulong key in all)
        {
            if (count == merged.Length) break;
            if (count == 0 || merged[count - 1] != key) merged[count++] = key;
        }

        ArrayPool<ulong>.Shared.Return(pool);
        return count;
    }

    /// <summary>Keeps an edge unless an edge kept before it ends nearer to its end than it is long.</summary>
    private int Prune(ReadOnlySpan<ulong> edges, Span<ulong> kept)
    {
        int count = 0;
        foreach (ulong edge in edges)
        {
            if (count == kept.Length) break;
            if (!IsOccluded(edge, kept[..count])) kept[count++] = edge;
        }

        return count;
    }

    private bool IsOccluded(ulong edge, ReadOnlySpan<ulong> kept)
    {
        float length = BitConverter.UInt32BitsToSingle((uint)(edge >> 32));
        float* end = rows.Pointer + ((nint)(uint)edge * rows.Stride);
        foreach (ulong other in kept)
        {
            float between = FastDistance.Squared(end, rows.Pointer + ((nint)(uint)other * rows.Stride), rows.Stride);
            if (between * _squaredSlack < length) return true;
        }

        return false;
    }
}
