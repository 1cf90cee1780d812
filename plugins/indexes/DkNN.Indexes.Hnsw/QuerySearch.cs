using System.Runtime.Intrinsics.X86;
using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>One search's settings, and the answer to one query after another. Threads share it, each with a walker of its own.</summary>
internal sealed unsafe class QuerySearch
{
    /// <summary>Once a search keeps one in so many of all rows, measuring them all one after the other takes no longer.</summary>
    private const int WholeShare = 8;

    private const int Line = 64;

    /// <summary>Rows whose reading is begun before they are measured.</summary>
    private const int Ahead = 3;

    private readonly RowStore _rows;
    private readonly Graph _graph;
    private readonly RowCodes? _codes;
    private readonly VectorSpace _floats;
    private readonly VectorSpace _walked;
    private readonly byte* _deleted;
    private readonly Func<int, bool>? _allowed;
    private readonly Func<int, bool>? _isAnyWanted;
    private readonly int _k;
    private readonly int _ef;

    /// <summary>Settles a search.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="codes">Codes of the rows, or null.</param>
    /// <param name="deleted">A byte a row, not 0 where it is deleted; null where none is.</param>
    /// <param name="allowed">What rows are wanted, or null for all.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="ef">Rows to keep on the way.</param>
    public QuerySearch(RowStore rows, Graph graph, RowCodes? codes, byte* deleted, Func<int, bool>? allowed, int k, int ef)
    {
        _rows = rows;
        _graph = graph;
        _codes = codes;
        _floats = rows.Space;
        _walked = codes is null ? _floats : VectorSpace.Of(codes);
        _deleted = deleted;
        _allowed = allowed;
        if (deleted != null || allowed is not null) _isAnyWanted = IsAnyWanted;
        _k = k;
        _ef = Math.Max(k, ef);
    }

    /// <summary>Answers a query.</summary>
    /// <param name="walker">The thread's.</param>
    /// <param name="query">Its floats, padded.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <returns>Rows measured exactly, and rows looked at in either form.</returns>
    public (long Distances, long Candidates) Answer(Walker walker, float* query, Span<int> ids, Span<float> distances)
    {
        walker.Steps = 0;
        ref var best = ref walker.Best;
        best.Reset(_k);
        long measured = 0;
        bool isWhole = _ef >= _rows.Count / WholeShare || !Walk(walker, query);
        if (!isWhole)
        {
            measured = Measure(walker.Near, ref best, query);
            // Rows that no link leads to are rare, but k neighbours were asked for.
            isWhole = !best.IsFull;
        }

        if (isWhole) measured += Scan(ref best, query);
        Write(best, ids, distances);
        long distancesComputed = measured + (_codes is null ? walker.Steps : 0);
        return (distancesComputed, measured + walker.Steps);
    }

    private static void Write(in NearestList best, Span<int> ids, Span<float> distances)
    {
        var keys = new Span<ulong>(best.Keys, best.Count);
        foreach (ref ulong key in keys) key = NeighborKey.Of(Found.Squared(key), Found.Row(key));
        NeighborKey.Write(keys, ids, distances);
    }

    private bool Walk(Walker walker, float* query)
    {
        if (_codes is null) return Walk<FloatDistance>(walker, (byte*)query);
        byte* code = walker.Code(_codes.Bytes);
        _codes.Encode(new ReadOnlySpan<float>(query, _rows.Given.Dimension), code);
        return Walk<CodedDistance>(walker, code);
    }

    private bool Walk<TDistance>(Walker walker, byte* query)
        where TDistance : struct, IDistance
    {
        ulong start = walker.Descend<TDistance>(_graph, _walked, query, level: 0);
        if (_isAnyWanted is not null)
        {
            return walker.SearchWanted<TDistance>(_graph, _walked, query, start, _ef, _rows.Count / WholeShare, _isAnyWanted);
        }

        walker.Search<TDistance>(_graph, _walked, query, start, level: 0, _ef);
        return true;
    }

    /// <summary>Measures what a walk found, and the twins of it.</summary>
    private long Measure(ReadOnlySpan<ulong> near, ref NearestList best, float* query)
    {
        int* twins = _graph.Twins.Pointer;
        for (int i = 0; i < near.Length; i++)
        {
            int row = Found.Row(near[i]);
            float squared = Found.Squared(near[i]);
            if (_codes is not null)
            {
                if (i + Ahead < near.Length) Prefetch(Found.Row(near[i + Ahead]));
                squared = FloatDistance.Squared((byte*)query, _floats.At(row), _floats.Bytes);
            }

            for (; row >= 0; row = twins[row])
            {
                ulong key = Found.Key(squared, row);
                if (key >= best.Bound) break;
                if (IsWanted(row)) best.Add(key);
            }
        }

        return _codes is null ? 0 : near.Length;
    }

    /// <summary>Measures all rows.</summary>
    private long Scan(ref NearestList best, float* query)
    {
        best.Reset(_k);
        long measured = 0;
        for (int row = 0; row < _rows.Count; row++)
        {
            if (!IsWanted(row)) continue;
            measured++;
            ulong key = Found.Key(FloatDistance.Squared((byte*)query, _floats.At(row), _floats.Bytes), row);
            if (key < best.Bound) best.Add(key);
        }

        return measured;
    }

    private void Prefetch(int row)
    {
        if (!Sse.IsSupported) return;
        byte* at = _floats.At(row);
        for (int line = 0; line < _floats.Bytes; line += Line) Sse.Prefetch0(at + line);
    }

    private bool IsWanted(int row) => (_deleted == null || _deleted[row] == 0) && (_allowed is null || _allowed(row));

    private bool IsAnyWanted(int row)
    {
        for (; row >= 0; row = _graph.Twins.Pointer[row])
        {
            if (IsWanted(row)) return true;
        }

        return false;
    }
}
