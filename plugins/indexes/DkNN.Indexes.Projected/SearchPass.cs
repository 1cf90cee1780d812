using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>One search for a batch of queries, with buffers that later searches use again.</summary>
/// <remarks>
/// Rows are sought in the order of a distance in the reduced space whose last coordinate is the residual's length, the query's scaled by
/// the certainty z: (p(q), z·‖e(q)‖) against (p(x), ‖e(x)‖). With ⟨e(q), e(x)⟩ ≤ z·‖e(q)‖·‖e(x)‖, the true squared distance is at least
/// that of the reduced rows plus (1 − z²)·‖e(q)‖², which holds of every row where z = 1 (Cauchy and Schwarz). Once this bound passes the
/// k-th true distance, no row that follows can be nearer. Queries that need more rows than were found go through another round with more,
/// so that effort follows the query: a larger residual, as attacked and foreign images have, asks for more rows by itself.
/// </remarks>
internal sealed class SearchPass(RowMatrix rows, Projection projection, FastSearch search, int capacity) : IDisposable
{
    /// <summary>Share of all rows from which a round finds all of them at once.</summary>
    private const int AllRows = 4;

    private readonly RowMatrix _reduced = RowMatrix.Allocate(capacity, projection.ReducedDimension);
    private readonly PairDistances _pairs = new(rows);
    private readonly QueryState[] _states = new QueryState[capacity];
    private int[] _found = [];
    private float[] _lower = [];

    /// <summary>Searches.</summary>
    /// <param name="queries">At most as many queries as there is room for.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="certainty">z.</param>
    /// <param name="ids">Takes queries × k positions.</param>
    /// <param name="distances">Takes queries × k distances.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public SearchStatistics Run(
        RowMatrix queries, int k, double certainty, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        using var reduced = _reduced.Slice(0, queries.Count);
        projection.Reduce(queries, reduced, cancellationToken);
        for (int query = 0; query < queries.Count; query++) _states[query].Start(reduced.MutableRow(query), certainty, k);

        int[] open = [.. Enumerable.Range(0, queries.Count)];
        int wanted = Math.Min(rows.Count, (2 * k) + 16);
        long measured = 0;
        while (open.Length > 0)
        {
            Find(reduced, open, wanted, cancellationToken);
            // First the likeliest rows, whose distances tell how far to go; then the others that could be nearer.
            measured += Measure(queries, open, wanted, bounded: false, cancellationToken);
            measured += Measure(queries, open, wanted, bounded: true, cancellationToken);
            int found = wanted;
            open = wanted == rows.Count ? [] : [.. open.Where(query => _states[query].Measured == found)];
            wanted = wanted >= rows.Count / AllRows ? rows.Count : Math.Min(rows.Count, 3 * wanted);
        }

        for (int query = 0; query < queries.Count; query++) _states[query].Write(ids.Slice(query * k, k), distances.Slice(query * k, k));
        return new SearchStatistics(queries.Count, measured, (long)queries.Count * rows.Count);
    }

    public void Dispose() => _reduced.Dispose();

    /// <summary>Finds the nearest reduced rows of the open queries.</summary>
    private void Find(RowMatrix reduced, int[] open, int wanted, CancellationToken cancellationToken)
    {
        int count = open.Length * wanted;
        if (_found.Length < count)
        {
            _found = new int[count];
            _lower = new float[count];
        }

        using var some = open.Length == reduced.Count ? reduced.Slice(0, reduced.Count) : Gather(reduced, open);
        search.Search(some, wanted, _found.AsSpan(0, count), _lower.AsSpan(0, count), cancellationToken);
    }

    private static RowMatrix Gather(RowMatrix reduced, int[] open)
    {
        var some = RowMatrix.Allocate(open.Length, reduced.Dimension);
        for (int i = 0; i < open.Length; i++) reduced.Row(open[i]).CopyTo(some.MutableRow(i));
        return some;
    }

    /// <summary>Measures rows that were found and not measured yet: the first few of each query, or all that its bound lets through.</summary>
    private int Measure(RowMatrix queries, int[] open, int wanted, bool bounded, CancellationToken cancellationToken)
    {
        _pairs.Begin(open.Length);
        for (int i = 0; i < open.Length; i++)
        {
            ref var state = ref _states[open[i]];
            int until = bounded ? state.RowsWithin(_lower.AsSpan(i * wanted, wanted)) : Math.Min(state.FirstRows, wanted);
            _pairs.Add(open[i], _found.AsSpan((i * wanted) + state.Measured, Math.Max(0, until - state.Measured)));
        }

        _pairs.Compute(queries, cancellationToken);
        Parallel.For(0, open.Length, i => _states[open[i]].Add(_pairs.RowsOf(i), _pairs.DistancesOf(i)));
        return _pairs.Count;
    }
}
