using DkNN.Vectors;

namespace DkNN.Indexes.Lsh;

/// <summary>The search for one query after the other, by one thread: buckets of all tables in the order of their loss.</summary>
internal sealed unsafe class LshSearch(CrossPolytopeHash hash, HashTables tables, RowMatrix rows)
{
    /// <summary>How many times the probes, or every table, are looked into for k rows before all rows are measured.</summary>
    private const int MostTimes = 16;

    private readonly Shortlist _shortlist = new(rows);
    private readonly RankedVertices _vertices = new(hash);
    private readonly ProbeQueue _queue = new();

    /// <summary>Searches.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="query">Position of the query.</param>
    /// <param name="probes">Buckets to look into; more are, until there are k rows.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <returns>Distances computed, and rows come across.</returns>
    public (long Distances, long Candidates) Find(RowMatrix queries, int query, long probes, Span<int> ids, Span<float> distances)
    {
        _vertices.Begin(queries.Row(query));
        _queue.Clear();
        for (int table = 0; table < hash.Shape.Tables; table++) _queue.Push(new Probe(0, table, 0));
        long met = 0, most = MostTimes * Math.Max(probes, hash.Shape.Tables);
        for (long probed = 0; _queue.Count > 0 && (probed < probes || _shortlist.Count < ids.Length); probed++)
        {
            if (probed == most) break;
            var probe = _queue.Pop();
            var bucket = tables.Bucket(probe.Table, KeyOf(probe));
            _shortlist.Add(bucket);
            met += bucket.Length;
            PushNext(probe);
        }

        if (_shortlist.Count < ids.Length)
        {
            _shortlist.AddAll();
            met += rows.Count;
        }

        int measured = _shortlist.Count;
        _shortlist.Rank(queries.Pointer + ((nint)query * queries.Stride), ids, distances);
        return (measured, met);
    }

    private uint KeyOf(Probe probe)
    {
        uint key = 0;
        for (int function = 0; function < hash.Shape.Functions; function++)
        {
            key = _vertices.Append(key, probe.Table, function, probe.RankOf(function));
        }

        return key;
    }

    /// <summary>
    /// Raises one rank, the last above 0 or one that follows: so each probe comes of one other, whose loss is no greater, and none is
    /// missed or met twice.
    /// </summary>
    private void PushNext(Probe probe)
    {
        int last = hash.Shape.Functions - 1;
        while (last > 0 && probe.RankOf(last) == 0) last--;
        for (int raised = last; raised < hash.Shape.Functions; raised++)
        {
            if (probe.RankOf(raised) + 1 == 2 * hash.Shape.DimensionOf(raised)) continue;
            float loss = 0;
            for (int function = 0; function < hash.Shape.Functions; function++)
            {
                loss += _vertices.Loss(probe.Table, function, probe.RankOf(function) + (function == raised ? 1 : 0));
            }

            _queue.Push(new Probe(loss, probe.Table, probe.Raise(raised)));
        }
    }
}
