using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>How far the search for one query has come: the nearest rows measured so far.</summary>
internal struct QueryState
{
    /// <summary>How many rows ahead of the one measured the memory is asked for.</summary>
    private const int Ahead = 3;

    /// <summary>Rows to measure before looking anew how far to go, where that cannot change the answer.</summary>
    private const int Step = 32;

    /// <summary>Relative room for the rounding of a squared distance.</summary>
    private const double Rounding = 1e-5;

    /// <summary>Room for the rounding of a residual's length, which is a difference of squares.</summary>
    private const double ResidualRounding = 2e-3;

    private NearestHeap _nearest;
    private double _outside;
    private double _slack;
    private bool _isProven;

    /// <summary>Has begun no search.</summary>
    public QueryState() => _nearest = new NearestHeap();

    /// <summary>Rows measured, which are the first that were found.</summary>
    public int Measured { get; private set; }

    /// <summary>How many of the rows found could be among the k nearest.</summary>
    public int Within { get; private set; }

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
        Within = 0;
        Expected = 0;
        _isProven = certainty == 1;
        double residual = reduced[^1];
        _outside = (1 - (certainty * certainty)) * residual * residual;
        _slack = 0;
        foreach (float value in reduced) _slack += (double)value * value;
        _slack = (residual * ResidualRounding * Math.Sqrt(_slack)) + (_slack * Rounding);
        reduced[^1] = (float)(certainty * residual);
    }

    /// <summary>Measures some of the rows found, but for those measured before, which stand first.</summary>
    /// <param name="end">How many of the rows found are to be measured.</param>
    /// <param name="queries">All queries.</param>
    /// <param name="query">This query's position.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="found">Positions of the rows found, likeliest first.</param>
    public unsafe void MeasureTo(int end, RowMatrix queries, int query, RowMatrix rows, ReadOnlySpan<int> found)
    {
        float* values = queries.Pointer + ((nint)query * queries.Stride);
        for (; Measured < end; Measured++)
        {
            if (Measured + Ahead < found.Length) rows.Prefetch(found[Measured + Ahead]);
            int row = found[Measured];
            Keep(RowDistance.Squared(values, rows.Pointer + ((nint)row * rows.Stride), rows.Stride), row);
        }
    }

    /// <summary>Tells in <see cref="Within"/> and <see cref="Expected"/> what is left to measure, as far as is known now.</summary>
    /// <param name="lower">Distances of the rows found in the reduced space, ascending.</param>
    public void Look(ReadOnlySpan<float> lower)
    {
        Within = lower.Length;
        Expected = double.PositiveInfinity;
        if (!_nearest.IsFull) return;
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

        Within = low;
        Expected = lower[^1] > bound ? low : Extrapolate(lower, bound);
    }

    /// <summary>Measures the rows within reach, and looks how far that is then.</summary>
    /// <param name="queries">All queries.</param>
    /// <param name="query">This query's position.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="found">Positions of the rows found, likeliest first.</param>
    /// <param name="lower">Their distances in the reduced space.</param>
    public void MeasureWithin(RowMatrix queries, int query, RowMatrix rows, ReadOnlySpan<int> found, ReadOnlySpan<float> lower)
    {
        while (Measured < Within)
        {
            // A proof holds however many rows are measured; other answers must not depend on how they are.
            MeasureTo(_isProven ? Math.Min(Within, Measured + Step) : Within, queries, query, rows, found);
            Look(lower);
        }
    }

    /// <summary>The rows within reach that were not measured.</summary>
    /// <param name="found">Positions of the rows found, likeliest first.</param>
    public readonly ReadOnlySpan<int> Unmeasured(ReadOnlySpan<int> found) => found[Measured..Within];

    /// <summary>Takes the distance of one of <see cref="Unmeasured"/>; all of them are to follow, in any order.</summary>
    /// <param name="squared">Its square.</param>
    /// <param name="row">The row.</param>
    public void Offer(float squared, int row)
    {
        Keep(squared, row);
        Measured++;
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

    private void Keep(float squared, int row) => _nearest.Offer(NeighborKey.Of(squared, row));
}
