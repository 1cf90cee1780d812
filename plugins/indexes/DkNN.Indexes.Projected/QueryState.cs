using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>How far the search for one query has come: the nearest rows measured so far.</summary>
internal struct QueryState
{
    /// <summary>Relative room for the rounding of a squared distance.</summary>
    private const double Rounding = 1e-5;

    /// <summary>Room for the rounding of a residual's length, which is a difference of squares.</summary>
    private const double ResidualRounding = 2e-3;

    private ulong[] _nearest;
    private int _k;
    private int _count;
    private double _outside;
    private double _slack;

    /// <summary>Rows measured, which are the first that were found.</summary>
    public int Measured { get; private set; }

    /// <summary>Rows to measure before any bound is known.</summary>
    public readonly int FirstRows => _k + (_k / 3);

    /// <summary>Begins a search, and scales the reduced query's last coordinate.</summary>
    /// <param name="reduced">The reduced query.</param>
    /// <param name="certainty">z.</param>
    /// <param name="k">Neighbours wanted.</param>
    public void Start(Span<float> reduced, double certainty, int k)
    {
        if (_nearest is null || _nearest.Length < k) _nearest = new ulong[k];
        _k = k;
        _count = 0;
        Measured = 0;
        double residual = reduced[^1];
        _outside = (1 - (certainty * certainty)) * residual * residual;
        _slack = 0;
        foreach (float value in reduced) _slack += (double)value * value;
        _slack = (residual * ResidualRounding * Math.Sqrt(_slack)) + (_slack * Rounding);
        reduced[^1] = (float)(certainty * residual);
    }

    /// <summary>How many of the rows found could be among the k nearest.</summary>
    /// <param name="lower">Distances in the reduced space, ascending.</param>
    public readonly int RowsWithin(ReadOnlySpan<float> lower)
    {
        if (_count < _k) return lower.Length;
        double farthest = BitConverter.UInt32BitsToSingle((uint)(_nearest[0] >> 32));
        double limit = (farthest * (1 + Rounding)) + _slack - _outside;
        if (limit < 0) return Measured;
        // Ascending: the first one beyond the limit ends the search.
        float bound = MathF.BitIncrement((float)Math.Sqrt(limit));
        int low = Measured, high = lower.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (lower[middle] <= bound) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Measures rows that were found, but for those measured before, which stand first.</summary>
    /// <param name="queries">All queries.</param>
    /// <param name="query">This query's position.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="found">Positions of the rows found, likeliest first.</param>
    public unsafe void Measure(RowMatrix queries, int query, RowMatrix rows, ReadOnlySpan<int> found)
    {
        float* values = queries.Pointer + ((nint)query * queries.Stride);
        for (; Measured < found.Length; Measured++)
        {
            int row = found[Measured];
            float squared = FastDistance.Squared(values, rows.Pointer + ((nint)row * rows.Stride), rows.Stride);
            ulong key = ((ulong)BitConverter.SingleToUInt32Bits(squared) << 32) | (uint)row;
            if (_count < _k)
            {
                _nearest[_count++] = key;
                if (_count == _k) MakeHeap();
            }
            else if (key < _nearest[0])
            {
                _nearest[0] = key;
                SiftDown(0);
            }
        }
    }

    /// <summary>Writes the k nearest, nearest first.</summary>
    public readonly void Write(Span<int> ids, Span<float> distances)
    {
        Array.Sort(_nearest, 0, _count);
        for (int i = 0; i < _count; i++)
        {
            ids[i] = (int)(uint)_nearest[i];
            distances[i] = MathF.Sqrt(BitConverter.UInt32BitsToSingle((uint)(_nearest[i] >> 32)));
        }
    }

    private readonly void MakeHeap()
    {
        for (int i = (_k / 2) - 1; i >= 0; i--) SiftDown(i);
    }

    private readonly void SiftDown(int at)
    {
        ulong key = _nearest[at];
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= _k) break;
            if (child + 1 < _k && _nearest[child + 1] > _nearest[child]) child++;
            if (_nearest[child] <= key) break;
            _nearest[at] = _nearest[child];
            at = child;
        }

        _nearest[at] = key;
    }
}
