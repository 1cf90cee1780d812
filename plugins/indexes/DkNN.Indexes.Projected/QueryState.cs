using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>How far the search for one query has come: the nearest rows measured so far.</summary>
internal struct QueryState
{
    /// <summary>How many rows ahead of the one measured the memory is asked for.</summary>
    private const int Ahead = 3;

    /// <summary>Relative room for the rounding of a squared distance.</summary>
    private const double Rounding = 1e-5;

    /// <summary>Room for the rounding of a residual's length, which is a difference of squares.</summary>
    private const double ResidualRounding = 2e-3;

    private NearestHeap _nearest;
    private double _outside;
    private double _slack;

    /// <summary>Has begun no search.</summary>
    public QueryState() => _nearest = new NearestHeap();

    /// <summary>Rows measured, which are the first that were found.</summary>
    public int Measured { get; private set; }

    /// <summary>
    /// About how many of all rows could be among the k nearest: more than were found where the rows found prove no answer.
    /// </summary>
    public double Expected { get; private set; }

    /// <summary>Begins a search, and scales the reduced query's last coordinate.</summary>
    /// <param name="reduced">The reduced query.</param>
    /// <param name="certainty">z.</param>
    /// <param name="k">Neighbours wanted.</param>
    public void Start(Span<float> reduced, double certainty, int k)
    {
        _nearest.Reset(k);
        Measured = 0;
        Expected = 0;
        double residual = reduced[^1];
        _outside = (1 - (certainty * certainty)) * residual * residual;
        _slack = 0;
        foreach (float value in reduced) _slack += (double)value * value;
        _slack = (residual * ResidualRounding * Math.Sqrt(_slack)) + (_slack * Rounding);
        reduced[^1] = (float)(certainty * residual);
    }

    /// <summary>How many of the rows found could be among the k nearest; says too how many of all rows that would be.</summary>
    /// <param name="lower">Distances in the reduced space, ascending.</param>
    public int RowsWithin(ReadOnlySpan<float> lower)
    {
        Expected = double.PositiveInfinity;
        if (!_nearest.IsFull) return lower.Length;
        double farthest = NeighborKey.Distance(_nearest.Farthest);
        double limit = (farthest * (1 + Rounding)) + _slack - _outside;
        // Ascending: the first one beyond the limit ends the search.
        float bound = limit < 0 ? -1 : MathF.BitIncrement((float)Math.Sqrt(limit));
        int low = Measured, high = lower.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (lower[middle] <= bound) low = middle + 1;
            else high = middle;
        }

        Expected = low < lower.Length ? low : Extrapolate(lower, bound);
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
            if (Measured + Ahead < found.Length) rows.Prefetch(found[Measured + Ahead]);
            int row = found[Measured];
            float squared = FastDistance.Squared(values, rows.Pointer + ((nint)row * rows.Stride), rows.Stride);
            _nearest.Offer(NeighborKey.Of(squared, row));
        }
    }

    /// <summary>Writes the k nearest, nearest first.</summary>
    public readonly void Write(Span<int> ids, Span<float> distances) => NeighborKey.Write(_nearest.Take(), ids, distances);

    /// <summary>The number of rows within a distance, were it to grow with the power of the distance by which it grew so far.</summary>
    private static double Extrapolate(ReadOnlySpan<float> lower, double bound)
    {
        double last = lower[^1], middle = lower[(lower.Length - 1) / 2];
        if (!(middle > 0 && last > middle)) return double.PositiveInfinity;
        double power = Math.Log(2) / Math.Log(last / middle);
        return Math.Max(lower.Length + 1, lower.Length * Math.Pow(bound / last, power));
    }
}
