namespace DkNN.Vectors;

/// <summary>A worker whose candidates are ordered by the similarities of the matrix product alone, then by position.</summary>
internal sealed unsafe class FastWorker : ScanWorker
{
    private readonly int _capacity;
    private readonly ulong[] _keys;
    private readonly int[] _counts;
    private readonly ulong[] _merged;
    private int _keep;
    private int _room;

    /// <summary>Creates the worker's buffers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">The queries, which change from pass to pass.</param>
    /// <param name="capacity">Candidates a query.</param>
    /// <param name="workers">Number of workers, whose candidates are merged at the end.</param>
    public FastWorker(ExactRows rows, QueryBatch batch, int capacity, int workers)
        : base(rows, batch)
    {
        _capacity = capacity;
        _keys = new ulong[batch.Capacity * capacity];
        _counts = new int[batch.Capacity];
        _merged = new ulong[workers * capacity];
    }

    public override void Start(int keep)
    {
        Array.Clear(_counts);
        _keep = keep;
        _room = Math.Min(_capacity, (2 * keep) + 32);
    }

    public override bool Finish(ScanWorker[] workers, int index, int* ids, float* distances)
    {
        var nearest = Merge(workers, index, Batch.K);
        if (nearest.Length < Batch.K) return false;
        SimilarityKey.Write(nearest, Batch[index], new Span<int>(ids, nearest.Length), new Span<float>(distances, nearest.Length));
        return true;
    }

    /// <summary>The similarity of the last of a query's best candidates.</summary>
    /// <param name="workers">All workers of the pass.</param>
    /// <param name="index">The query's position in the pass.</param>
    /// <param name="count">Which candidate, counted from 1.</param>
    /// <returns>The similarity; −∞ where there are fewer.</returns>
    public float SimilarityOfBest(ScanWorker[] workers, int index, int count)
    {
        var best = Merge(workers, index, count);
        if (best.Length < count) return float.NegativeInfinity;
        ulong last = 0;
        foreach (ulong key in best) last = Math.Max(last, key);
        return SimilarityKey.Similarity(last);
    }

    protected override void Take(int query, float similarity, int row, ref float threshold)
    {
        int start = query * _capacity;
        _keys[start + _counts[query]++] = SimilarityKey.Of(similarity, row);
        if (_counts[query] < _room) return;
        ulong last = Selection.Smallest(_keys.AsSpan(start, _room), _keep);
        _counts[query] = _keep;
        // Rows as similar as the last one stay welcome: among those the position decides.
        threshold = Math.Max(threshold, SimilarityKey.Similarity(last));
    }

    /// <summary>The best candidates of all workers, in no order; fewer where there are not so many.</summary>
    private Span<ulong> Merge(ScanWorker[] workers, int index, int most)
    {
        int count = 0;
        foreach (var worker in workers)
        {
            var keys = ((FastWorker)worker).Keys(index);
            keys.CopyTo(_merged.AsSpan(count));
            count += keys.Length;
        }

        if (count <= most) return _merged.AsSpan(0, count);
        Selection.Smallest(_merged.AsSpan(0, count), most);
        return _merged.AsSpan(0, most);
    }

    private ReadOnlySpan<ulong> Keys(int query) => _keys.AsSpan(query * _capacity, _counts[query]);
}
