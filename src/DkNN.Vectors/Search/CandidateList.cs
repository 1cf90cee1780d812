namespace DkNN.Vectors;

/// <summary>
/// Rows that may be among a query's k nearest: similarities, and keys that order by distance, then position. A key is the distance's
/// bits (for numbers from 0 up they order as the numbers do) above the row's position; before the distance is known all its bits are one.
/// </summary>
/// <param name="similarities">Space for similarities.</param>
/// <param name="keys">Space for as many keys.</param>
/// <param name="count">Number of candidates in both.</param>
internal ref struct CandidateList(Span<float> similarities, Span<ulong> keys, int count)
{
    private const uint Unknown = uint.MaxValue;

    private readonly Span<float> _similarities = similarities;
    private readonly Span<ulong> _keys = keys;

    public int Count { get; private set; } = count;

    public readonly bool IsFull => Count == _keys.Length;

    public static int RowOf(ulong key) => (int)(uint)key;

    public static float DistanceOf(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    /// <summary>The key of a row whose distance is not known yet.</summary>
    public static ulong KeyOf(int row) => KeyOf(Unknown, row);

    /// <summary>The key of a row, measured exactly.</summary>
    public static unsafe ulong Measure(RowMatrix rows, in ExactQuery query, int row)
    {
        float distance = ExactDistance.Between(query.Values, rows.Pointer + ((nint)row * rows.Stride), rows.Dimension);
        return KeyOf(BitConverter.SingleToUInt32Bits(distance), row);
    }

    public void Add(float similarity, ulong key)
    {
        _similarities[Count] = similarity;
        _keys[Count] = key;
        Count++;
    }

    public void AddAll(CandidateList other)
    {
        other._similarities[..other.Count].CopyTo(_similarities[Count..]);
        other._keys[..other.Count].CopyTo(_keys[Count..]);
        Count += other.Count;
    }

    /// <summary>Drops what the similarities alone show to be too far, keeping at least k.</summary>
    /// <param name="query">The query.</param>
    /// <param name="k">Neighbours wanted, at most <see cref="Count"/>.</param>
    /// <param name="work">Space for as many floats as there are candidates.</param>
    /// <returns>The similarity that a new candidate must reach.</returns>
    public float Prune(in ExactQuery query, int k, Span<float> work)
    {
        work = work[..Count];
        _similarities[..Count].CopyTo(work);
        float floor = query.FloorOfSimilarity(Selection.Smallest(work, Count - k + 1));
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_similarities[i] < floor) continue;
            _similarities[kept] = _similarities[i];
            _keys[kept++] = _keys[i];
        }

        Count = kept;
        return floor;
    }

    /// <summary>Computes the distances not yet known and keeps the k nearest candidates.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="query">The query.</param>
    /// <param name="k">Neighbours wanted, at most <see cref="Count"/>.</param>
    /// <returns>The key of the farthest that is kept.</returns>
    public ulong Refine(RowMatrix rows, in ExactQuery query, int k)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_keys[i] >> 32 == Unknown) _keys[i] = Measure(rows, query, RowOf(_keys[i]));
        }

        ulong farthest = Selection.Smallest(_keys[..Count], k);
        Count = k;
        for (int i = 0; i < k; i++) _similarities[i] = query.SimilarityAt(DistanceOf(_keys[i]));
        return farthest;
    }

    private static ulong KeyOf(uint distance, int row) => ((ulong)distance << 32) | (uint)row;
}
