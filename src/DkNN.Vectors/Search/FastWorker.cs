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
        nearest.Sort();
        var query = Batch[index];
        for (int i = 0; i < nearest.Length; i++)
        {
            ids[i] = (int)(uint)nearest[i];
            distances[i] = query.DistanceAt(SimilarityOf(nearest[i]));
        }

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
        return SimilarityOf(last);
    }

    protected override void Take(int query, float similarity, int row, ref float threshold)
    {
        int start = query * _capacity;
        _keys[start + _counts[query]++] = KeyOf(similarity, row);
        if (_counts[query] < _room) return;
        ulong last = Selection.Smallest(_keys.AsSpan(start, _room), _keep);
        _counts[query] = _keep;
        // Rows as similar as the last one stay welcome: among those the position decides.
        threshold = Math.Max(threshold, SimilarityOf(last));
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

    /// <summary>Orders by similarity, the largest first, then by position: the bits of a float, turned so that they order as it does.</summary>
    private static ulong KeyOf(float similarity, int row)
    {
        int bits = BitConverter.SingleToInt32Bits(similarity);
        uint ascending = (uint)(bits ^ ((bits >> 31) | int.MinValue));
        return ((ulong)~ascending << 32) | (uint)row;
    }

    private static float SimilarityOf(ulong key)
    {
        int ascending = (int)~(uint)(key >> 32);
        return BitConverter.Int32BitsToSingle(ascending ^ (~(ascending >> 31) | int.MinValue));
    }

    private ReadOnlySpan<ulong> Keys(int query) => _keys.AsSpan(query * _capacity, _counts[query]);
}
