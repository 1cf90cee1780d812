namespace DkNN.Vectors;

/// <summary>A worker whose candidates end as the true nearest rows, to the last bit.</summary>
internal sealed unsafe class ExactWorker : ScanWorker
{
    private readonly int _capacity;
    private readonly float[] _similarities;
    private readonly ulong[] _keys;
    private readonly int[] _counts;

    /// <summary>For each query that many rows are as near to as single precision can tell: the farthest of its k nearest so far.</summary>
    private readonly ulong[] _farthest;
    private readonly float[] _mergedSimilarities;
    private readonly ulong[] _mergedKeys;
    private readonly float[] _work;

    /// <summary>Creates the worker's buffers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">The queries, which change from pass to pass.</param>
    /// <param name="capacity">Candidates a query.</param>
    /// <param name="workers">Number of workers, whose candidates are merged at the end.</param>
    public ExactWorker(ExactRows rows, QueryBatch batch, int capacity, int workers)
        : base(rows, batch)
    {
        _capacity = capacity;
        int queries = batch.Capacity;
        _similarities = new float[queries * capacity];
        _keys = new ulong[queries * capacity];
        _counts = new int[queries];
        _farthest = new ulong[queries];
        _mergedSimilarities = new float[workers * capacity];
        _mergedKeys = new ulong[workers * capacity];
        _work = new float[workers * capacity];
    }

    public override void Start(int keep)
    {
        Array.Clear(_counts);
        Array.Fill(_farthest, ulong.MaxValue);
    }

    public override bool Finish(ScanWorker[] workers, int index, int* ids, float* distances)
    {
        var query = Batch[index];
        var merged = new CandidateList(_mergedSimilarities, _mergedKeys, count: 0);
        foreach (var worker in workers) merged.AddAll(((ExactWorker)worker).Candidates(index));
        merged.Prune(query, Batch.K, _work);
        merged.Refine(Rows.Matrix, query, Batch.K);
        var nearest = _mergedKeys.AsSpan(0, Batch.K);
        nearest.Sort();
        for (int i = 0; i < nearest.Length; i++)
        {
            ids[i] = CandidateList.RowOf(nearest[i]);
            distances[i] = CandidateList.DistanceOf(nearest[i]);
        }

        return true;
    }

    protected override void Take(int query, float similarity, int row, ref float threshold)
    {
        ulong key = CandidateList.KeyOf(row);
        if (_farthest[query] != ulong.MaxValue)
        {
            // Such rows come by the thousand where a layer has many equal rows: most are farther and need no place.
            key = CandidateList.Measure(Rows.Matrix, Batch[query], row);
            if (key > _farthest[query]) return;
        }

        var candidates = Candidates(query);
        candidates.Add(similarity, key);
        if (candidates.IsFull) threshold = Math.Max(threshold, Compact(query, ref candidates));
        _counts[query] = candidates.Count;
    }

    private CandidateList Candidates(int query) => new(
        _similarities.AsSpan(query * _capacity, _capacity), _keys.AsSpan(query * _capacity, _capacity), _counts[query]);

    /// <summary>Makes room: by similarity, and where that frees too little (ties), by exact distance.</summary>
    private float Compact(int index, ref CandidateList candidates)
    {
        var query = Batch[index];
        float floor = candidates.Prune(query, Batch.K, _work);
        if (candidates.Count <= (_capacity + Batch.K) / 2) return floor;
        _farthest[index] = candidates.Refine(Rows.Matrix, query, Batch.K);
        return query.FloorOfDistance(CandidateList.DistanceOf(_farthest[index]));
    }
}
