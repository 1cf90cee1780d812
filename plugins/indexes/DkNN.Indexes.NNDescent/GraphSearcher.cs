using System.Runtime.Intrinsics.X86;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// One thread's search: best first from the entries, expanding a row while it is nearer than 1 + ε times the k-th found (as Iwasaki and
/// Miyazaki, "Optimization of indexing based on k-nearest neighbor graph", 2018). It allocates nothing once its buffers have grown.
/// </summary>
internal sealed unsafe class GraphSearcher(RowMatrix rows, SearchGraph graph)
{
    /// <summary>Floats after which a distance that has grown too far is given up.</summary>
    private const int Piece = 512;

    private const int LineFloats = RowMatrix.Alignment / sizeof(float);

    /// <summary>Lines of a row to fetch ahead; the machine fetches the following ones by itself.</summary>
    private const int MostLines = 8;

    /// <summary>Rows to fetch ahead.</summary>
    private const int Ahead = 3;

    private readonly ulong[] _visited = new ulong[(rows.Count + 63) / 64];
    private readonly int _lines = Math.Min(MostLines, rows.Stride / LineFloats);
    private int[] _fresh = new int[64];
    private KeyHeap _open = new();
    private NearestHeap _nearest = new();
    private float* _query;
    private float _squaredScale;

    /// <summary>Squared distance from which rows are neither results nor expanded.</summary>
    private float _limit;

    private long _distances;

    /// <summary>Searches.</summary>
    /// <param name="query">A row's floats, padded as the rows are.</param>
    /// <param name="k">Neighbours wanted.</param>
    /// <param name="epsilon">Slack, at least 0.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    public void Search(float* query, int k, double epsilon, Span<int> ids, Span<float> distances)
    {
        _query = query;
        _squaredScale = (float)((1 + epsilon) * (1 + epsilon));
        _limit = float.PositiveInfinity;
        _open.Clear();
        _nearest.Reset(k);
        Array.Clear(_visited);
        Visit(graph.Entries);
        while (!_open.IsEmpty)
        {
            ulong key = _open.Pop();
            if (SquaredOf(key) >= _limit && _nearest.IsFull) break;
            if (Sse.IsSupported && !_open.IsEmpty) graph.Prefetch((int)(uint)_open.Top);
            Visit(graph.Neighbors((int)(uint)key));
        }

        Write(ids, distances);
    }

    /// <summary>Tells the distances computed since the last call.</summary>
    public long TakeDistances()
    {
        long distances = _distances;
        _distances = 0;
        return distances;
    }

    private static float SquaredOf(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    /// <summary>Measures the rows that were not met before.</summary>
    private void Visit(ReadOnlySpan<int> neighbors)
    {
        if (_fresh.Length < neighbors.Length) _fresh = new int[2 * neighbors.Length];
        int[] fresh = _fresh;
        ulong[] visited = _visited;
        int count = 0;
        foreach (int id in neighbors)
        {
            ref ulong word = ref visited[id >> 6];
            ulong bit = 1UL << (id & 63);
            if ((word & bit) != 0) continue;
            word |= bit;
            if (count < Ahead) Prefetch(id);
            fresh[count++] = id;
        }

        _distances += count;
        for (int i = 0; i < count; i++)
        {
            if (i + Ahead < count) Prefetch(fresh[i + Ahead]);
            float squared = SquaredTo(fresh[i]);
            if (squared < _limit) Take(((ulong)BitConverter.SingleToUInt32Bits(squared) << 32) | (uint)fresh[i]);
        }
    }

    private void Take(ulong key)
    {
        _open.Push(key);
        if (_nearest.Offer(key) && _nearest.IsFull) _limit = SquaredOf(_nearest.Farthest) * _squaredScale;
    }

    /// <summary>The squared distance of a row, or some part of it that is beyond the limit.</summary>
    private float SquaredTo(int row)
    {
        float* values = rows.Pointer + ((nint)row * rows.Stride);
        if (rows.Stride <= Piece) return FastDistance.Squared(_query, values, rows.Stride);
        float sum = 0;
        for (int start = 0; start < rows.Stride && sum < _limit; start += Piece)
        {
            sum += FastDistance.Squared(_query + start, values + start, Math.Min(Piece, rows.Stride - start));
        }

        return sum;
    }

    private void Prefetch(int row)
    {
        if (!Sse.IsSupported) return;
        float* values = rows.Pointer + ((nint)row * rows.Stride);
        for (int line = 0; line < _lines; line++) Sse.Prefetch0(values + (line * LineFloats));
    }

    private void Write(Span<int> ids, Span<float> distances)
    {
        var keys = _nearest.Take();
        // Roots of different squares may be equal, and equal distances are ordered by position.
        foreach (ref ulong key in keys) key = ((ulong)BitConverter.SingleToUInt32Bits(MathF.Sqrt(SquaredOf(key))) << 32) | (uint)key;
        keys.Sort();
        for (int i = 0; i < keys.Length; i++)
        {
            ids[i] = (int)(uint)keys[i];
            distances[i] = SquaredOf(keys[i]);
        }

        ids[keys.Length..].Fill(-1);
        distances[keys.Length..].Fill(float.PositiveInfinity);
    }
}
