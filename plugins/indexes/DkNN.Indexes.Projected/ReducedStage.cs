using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>Searches among reduced rows, measures what may be near, and leaves to another stage what would take too many rows.</summary>
/// <remarks>
/// Rows are sought in the order of a distance in the reduced space whose last coordinate is the residual's length, the query's scaled by
/// the certainty z: (p(q), z·‖e(q)‖) against (p(x), ‖e(x)‖). With ⟨e(q), e(x)⟩ ≤ z·‖e(q)‖·‖e(x)‖, the true squared distance is at least
/// that of the reduced rows plus (1 − z²)·‖e(q)‖², which holds of every row where z = 1 (Cauchy and Schwarz). Once this bound passes the
/// k-th true distance, no row that follows can be nearer. Queries that need more rows than were found go through another round with more,
/// so that effort follows the query: a larger residual, as attacked and foreign images have, asks for more rows by itself. Those that
/// would need so many, as far as the rows found can tell, that reading what the next stage reads of every row takes less go there.
/// </remarks>
/// <param name="rows">All rows.</param>
/// <param name="reduced">They, reduced.</param>
/// <param name="next">Takes the queries that are left.</param>
/// <param name="isFirst">Whether queries are all still to be seen; otherwise those that come are known to need many rows.</param>
internal sealed class ReducedStage(RowMatrix rows, ReducedRows reduced, ISearchStage next, bool isFirst) : ISearchStage
{
    /// <summary>A row that is measured takes the time of as many that are read in order.</summary>
    private const int CostOfRow = 4;

    /// <summary>Most rows to find in a round, for their memory's sake; comparing many queries with all rows is fast anyway.</summary>
    private const int MostFound = 1 << 23;

    /// <summary>Share of the search's time that may go to spare rows is one in so many.</summary>
    private const int ShareOfSpares = 25;

    /// <summary>Queries that ask for a row, in the mean over all rows, from which rows are measured for all of them together.</summary>
    private const int SharedBy = 2;

    /// <summary>Queries that a thread measures for before it takes others.</summary>
    private const int QueriesAtOnce = 1;

    private readonly int[] _pivots = QueryOrder.Pivots(rows.Count);
    private readonly Lazy<SharedMeasuring> _shared = new(() => new SharedMeasuring(rows));
    private readonly GrowingRows _brief = new();
    private readonly GrowingRows _someBrief = new();
    private readonly GrowingRows _someQueries = new();
    private QueryState[] _states = [];
    private int[] _order = [];
    private int[] _left = [];
    private int _leftCount;
    private int[] _ids = [];
    private float[] _distances = [];

    public int FloatsPerRow => reduced.Projection.ReducedDimension;

    public SearchStatistics Search(
        RowMatrix queries, int k, double certainty, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        MakeRoom(queries.Count);
        using var brief = _brief.Take(queries.Count, FloatsPerRow);
        reduced.Projection.Reduce(queries, brief, cancellationToken);
        for (int query = 0; query < queries.Count; query++) _states[query].Start(brief.MutableRow(query), certainty, k);

        var left = SearchInRounds(queries, brief, k, certainty, cancellationToken);
        long measured = 0;
        for (int query = 0; query < queries.Count; query++)
        {
            measured += _states[query].Measured;
            _states[query].Write(ids.Slice(query * k, k), distances.Slice(query * k, k));
        }

        long compared = (long)queries.Count * rows.Count;
        if (left.Length == 0) return new SearchStatistics(queries.Count, measured, compared);
        var others = SearchNext(queries, left, k, certainty, ids, distances, cancellationToken);
        return new SearchStatistics(queries.Count, measured + others.Distances, compared + others.Candidates);
    }

    public void Dispose()
    {
        _brief.Dispose();
        _someBrief.Dispose();
        _someQueries.Dispose();
        next.Dispose();
    }

    /// <summary>Searches as long as queries need few rows.</summary>
    /// <returns>Positions of the queries that are left, those near each other one after the other.</returns>
    private ReadOnlySpan<int> SearchInRounds(
        RowMatrix queries, RowMatrix brief, int k, double certainty, CancellationToken cancellationToken)
    {
        // Queries near each other measure the same rows, which the caches then still hold.
        QueryOrder.Write(brief, reduced.Rows, _pivots, _order.AsMemory(0, queries.Count), cancellationToken);
        var open = _order.AsSpan(0, queries.Count);
        _leftCount = 0;
        int firstRows = k + SpareRows(k);
        int most = RowsWorth(next);
        // Proofs take about three times as many rows: a round with fewer would be for nothing.
        int wanted = (int)((firstRows + (k / 6) + 16) * (1 + (2 * certainty * certainty)));
        if (!isFirst) wanted = Math.Max(wanted, Math.Min(RowsWorth(this), MostFound / open.Length));
        for (; open.Length > 0 && wanted <= most && (long)open.Length * wanted <= MostFound; wanted *= 3)
        {
            Find(brief, open, wanted, cancellationToken);
            Measure(queries, open.Length, wanted, firstRows, cancellationToken);
            open = KeepOpen(open, wanted);
            // The next stage reads its part of every row, for one query or many: that pays once those to measure would be as many floats.
            if (Spared(open, most) >= (double)rows.Count * next.FloatsPerRow) open = LeaveHard(open, most);
        }

        open.CopyTo(_left.AsSpan(_leftCount));
        return _left.AsSpan(0, _leftCount + open.Length);
    }

    /// <summary>Keeps those at the front that may have neighbours beyond the rows found.</summary>
    private Span<int> KeepOpen(Span<int> open, int wanted)
    {
        int kept = 0;
        foreach (int query in open)
        {
            if (_states[query].Expected > wanted) open[kept++] = query;
        }

        return open[..kept];
    }

    /// <summary>Floats that need not be measured for queries that expect more than some number of rows.</summary>
    private double Spared(ReadOnlySpan<int> open, int most)
    {
        double sum = 0;
        foreach (int query in open)
        {
            if (_states[query].Expected > most) sum += Math.Min(_states[query].Expected, rows.Count);
        }

        return sum * rows.Dimension;
    }

    /// <summary>Leaves those that expect more than some number of rows to the next stage, and keeps the others at the front.</summary>
    private Span<int> LeaveHard(Span<int> open, int most)
    {
        int kept = 0;
        foreach (int query in open)
        {
            if (_states[query].Expected > most) _left[_leftCount++] = query;
            else open[kept++] = query;
        }

        return open[..kept];
    }

    /// <summary>Rows whose measuring takes as long as a stage's reading of all.</summary>
    private int RowsWorth(ISearchStage stage) => (int)((long)rows.Count * stage.FloatsPerRow / ((long)rows.Dimension * CostOfRow));

    private static RowMatrix Gather(RowMatrix matrix, ReadOnlySpan<int> wanted, GrowingRows into)
    {
        var some = into.Take(wanted.Length, matrix.Dimension);
        for (int i = 0; i < wanted.Length; i++) matrix.Row(wanted[i]).CopyTo(some.MutableRow(i));
        return some;
    }

    private void MakeRoom(int queries)
    {
        if (_states.Length >= queries) return;
        int before = _states.Length;
        Array.Resize(ref _states, queries);
        for (int query = before; query < queries; query++) _states[query] = new QueryState();
        _order = new int[queries];
        _left = new int[queries];
    }

    private void Grow(int count)
    {
        if (_ids.Length >= count) return;
        _ids = new int[count];
        _distances = new float[count];
    }

    /// <summary>Finds the nearest reduced rows of the open queries.</summary>
    private void Find(RowMatrix brief, ReadOnlySpan<int> open, int wanted, CancellationToken cancellationToken)
    {
        int count = open.Length * wanted;
        Grow(count);
        using var some = Gather(brief, open, _someBrief);
        reduced.Search.Search(some, wanted, _ids.AsSpan(0, count), _distances.AsSpan(0, count), cancellationToken);
    }

    /// <summary>Rows to measure beyond k before any bound is known: more where a row costs little beside the search for it.</summary>
    private int SpareRows(int k) => Math.Clamp(RowsWorth(this) / ShareOfSpares, k / 3, k);

    /// <summary>First the likeliest rows, whose distances tell how far to go; then the others that could be nearer.</summary>
    private void Measure(RowMatrix queries, int open, int wanted, int firstRows, CancellationToken cancellationToken)
    {
        // The queries that are open stand at the front of the order.
        SharedCores.For(open, QueriesAtOnce, MeasureFirst, cancellationToken);
        long further = 0;
        foreach (int query in _order.AsSpan(0, open)) further += _states[query].Within - _states[query].Measured;
        if (further < (long)SharedBy * rows.Count)
        {
            SharedCores.For(open, QueriesAtOnce, MeasureWithin, cancellationToken);
            return;
        }

        _shared.Value.Run(queries, _order.AsSpan(0, open), _states, _ids.AsSpan(0, open * wanted), cancellationToken);
        for (int i = 0; i < open; i++) _states[_order[i]].Look(Lower(i));

        void MeasureFirst(int first, int end)
        {
            for (int i = first; i < end; i++)
            {
                ref var state = ref _states[_order[i]];
                state.MeasureTo(Math.Min(firstRows, wanted), queries, _order[i], rows, Found(i));
                state.Look(Lower(i));
            }
        }

        void MeasureWithin(int first, int end)
        {
            for (int i = first; i < end; i++) _states[_order[i]].MeasureWithin(queries, _order[i], rows, Found(i), Lower(i));
        }

        ReadOnlySpan<int> Found(int i) => _ids.AsSpan(i * wanted, wanted);
        ReadOnlySpan<float> Lower(int i) => _distances.AsSpan(i * wanted, wanted);
    }

    private SearchStatistics SearchNext(
        RowMatrix queries,
        ReadOnlySpan<int> some,
        int k,
        double certainty,
        Span<int> ids,
        Span<float> distances,
        CancellationToken cancellationToken)
    {
        Grow(some.Length * k);
        using var gathered = Gather(queries, some, _someQueries);
        var foundIds = _ids.AsSpan(0, some.Length * k);
        var foundDistances = _distances.AsSpan(0, some.Length * k);
        var statistics = next.Search(gathered, k, certainty, foundIds, foundDistances, cancellationToken);
        for (int i = 0; i < some.Length; i++)
        {
            foundIds.Slice(i * k, k).CopyTo(ids[(some[i] * k)..]);
            foundDistances.Slice(i * k, k).CopyTo(distances[(some[i] * k)..]);
        }

        return statistics;
    }
}
