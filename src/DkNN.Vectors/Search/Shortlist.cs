namespace DkNN.Vectors;

/// <summary>
/// The rows that a search for one query came across, each once, and the nearest of them by true distance. One thread uses it for query
/// after query.
/// </summary>
/// <param name="rows">The rows.</param>
public sealed unsafe class Shortlist(RowMatrix rows)
{
    /// <summary>How many rows ahead of the one measured the memory is asked for.</summary>
    private const int Ahead = 4;

    private readonly ulong[] _seen = new ulong[(rows.Count / 64) + 1];
    private readonly int[] _found = new int[rows.Count];
    private NearestHeap _nearest = new();

    /// <summary>Number of rows found, each counted once.</summary>
    public int Count { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="found">Their positions; those that are there already are passed over.</param>
    public void Add(ReadOnlySpan<int> found)
    {
        foreach (int row in found)
        {
            ref ulong word = ref _seen[row >> 6];
            ulong bit = 1ul << row;
            if ((word & bit) != 0) continue;
            word |= bit;
            _found[Count++] = row;
        }
    }

    /// <summary>Adds every row.</summary>
    public void AddAll()
    {
        for (int row = 0; row < rows.Count; row++) Add([row]);
    }

    /// <summary>Measures the rows found, writes the nearest and forgets them all.</summary>
    /// <param name="query">The query, padded as the rows are.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    public void Rank(float* query, Span<int> ids, Span<float> distances)
    {
        _nearest.Reset(ids.Length);
        for (int i = 0; i < Count; i++) _nearest.Offer(Measure(query, i));
        NeighborKey.Write(_nearest.Take(), ids, distances);
        foreach (int row in _found.AsSpan(0, Count)) _seen[row >> 6] = 0;
        Count = 0;
    }

    private ulong Measure(float* query, int at)
    {
        if (at + Ahead < Count) rows.Prefetch(_found[at + Ahead]);
        int row = _found[at];
        return NeighborKey.Of(FastDistance.Squared(query, rows.Pointer + ((nint)row * rows.Stride), rows.Stride), row);
    }
}
