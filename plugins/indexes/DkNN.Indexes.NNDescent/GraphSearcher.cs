using System.Runtime.Intrinsics.X86;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// One thread's search: best first from the entries, expanding a row while it is nearer than 1 + ε times the k-th found (as Iwasaki and
/// Miyazaki, "Optimization of indexing based on k-nearest neighbor graph", 2018). It allocates nothing once its buffers have
/// grown.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="graph">Their graph.</param>
/// <param name="space">What is walked over; null for the rows themselves.</param>
internal sealed unsafe class GraphSearcher(RowMatrix rows, SearchGraph graph, WalkSpace? space)
{
    /// <summary>Bytes of a row to fetch ahead; the machine fetches the following ones by itself.</summary>
    private const int MostAhead = 512;

    /// <summary>Rows to fetch ahead.</summary>
    private const int Ahead = 3;

    /// <summary>
    /// Rows that a walk keeps beyond those wanted, as a share: codes are a little wrong about which rows are nearest. More slack keeps
    /// more of them to be measured.
    /// </summary>
    private const double CodeSpares = 1 / 15.0;
    private const double CodeSparesOfSlack = 1;

    /// <summary>Sketches are more wrong, of strange queries most.</summary>
    private const double SketchSpares = 0.5;
    private const double SketchSparesOfSlack = 5;

    private readonly RowCodes? _codes = space?.Codes;
    private readonly byte* _vectors = space is null ? (byte*)rows.Pointer : space.Codes.Values.Pointer;
    private readonly int _bytes = space?.Codes.Bytes ?? (rows.Stride * sizeof(float));
    private readonly PinnedArray<byte> _code = new(space?.Codes.Bytes ?? 0);
    private readonly ulong[] _visited = new ulong[(rows.Count + 63) / 64];
    private int[] _fresh = new int[64];
    private KeyHeap _open = new();
    private NearestHeap _nearest = new();
    private byte* _query;
    private float _squaredScale;

    /// <summary>Squared distance from which rows are neither results nor expanded.</summary>
    private float _limit;

    private long _measured;

    /// <summary>Searches.</summary>
    /// <param name="queries">All queries.</param>
    /// <param name="walked">The queries, or their sketches where those of rows are walked over.</param>
    /// <param name="number">The query's position.</param>
    /// <param name="epsilon">Slack, at least 0.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <returns>Rows whose true distance was computed, and rows that were looked at in any form.</returns>
    public (long Distances, long Candidates) Search(
        RowMatrix queries, RowMatrix walked, int number, double epsilon, Span<int> ids, Span<float> distances)
    {
        int k = ids.Length;
        _squaredScale = (float)((1 + epsilon) * (1 + epsilon));
        _limit = float.PositiveInfinity;
        _measured = 0;
        _open.Clear();
        _nearest.Reset(Math.Min(rows.Count, k + Spares(k, epsilon)));
        Array.Clear(_visited);
        float* query = queries.Pointer + ((nint)number * queries.Stride);
        _query = (byte*)query;
        if (_codes is not null)
        {
            _query = _code.Pointer;
            _codes.Encode(walked.Row(number), _query);
        }

        Visit(graph.Entries);
        while (!_open.IsEmpty)
        {
            ulong key = _open.Pop();
            if (NeighborKey.Distance(key) >= _limit && _nearest.IsFull) break;
            if (Sse.IsSupported && !_open.IsEmpty) graph.Prefetch(NeighborKey.Row(_open.Top));
            Visit(graph.Neighbors(NeighborKey.Row(key)));
        }

        var found = _nearest.Take();
        if (_codes is not null) Measure(query, found);
        NeighborKey.Write(found, ids, distances);
        return _codes is null ? (_measured, _measured) : (found.Length, _measured);
    }

    private int Spares(int k, double epsilon)
    {
        if (space is null) return 0;
        double share = space.IsSketched
            ? SketchSpares + (SketchSparesOfSlack * epsilon)
            : CodeSpares + (CodeSparesOfSlack * epsilon);
        return (int)(share * k) + 1;
    }

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

        _measured += count;
        for (int i = 0; i < count; i++)
        {
            if (i + Ahead < count) Prefetch(fresh[i + Ahead]);
            byte* vector = At(fresh[i]);
            float squared = _codes is null
                ? FastDistance.Squared((float*)_query, (float*)vector, rows.Stride)
                : CodeDistance.Squared(_query, vector, _bytes);
            if (squared < _limit) Take(NeighborKey.Of(squared, fresh[i]));
        }
    }

    private void Take(ulong key)
    {
        _open.Push(key);
        if (_nearest.Offer(key) && _nearest.IsFull) _limit = NeighborKey.Distance(_nearest.Farthest) * _squaredScale;
    }

    /// <summary>Puts the true distances of rows in place of those of their codes.</summary>
    private void Measure(float* query, Span<ulong> found)
    {
        for (int i = 0; i < found.Length; i++)
        {
            if (i + Ahead < found.Length) rows.Prefetch(NeighborKey.Row(found[i + Ahead]));
            ref ulong key = ref found[i];
            int row = NeighborKey.Row(key);
            key = NeighborKey.Of(FastDistance.Squared(query, rows.Pointer + ((nint)row * rows.Stride), rows.Stride), row);
        }
    }

    private byte* At(int row) => _vectors + ((nint)row * _bytes);

    private void Prefetch(int row)
    {
        if (!Sse.IsSupported) return;
        byte* vector = At(row);
        for (int at = 0; at < Math.Min(_bytes, MostAhead); at += RowMatrix.Alignment) Sse.Prefetch0(vector + at);
    }
}
