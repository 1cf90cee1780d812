using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>One search for a batch of queries, with buffers that later searches use again.</summary>
/// <remarks>
/// Rows are sought in the order of a distance in the reduced space whose last coordinate is the residual's length, the query's scaled by
/// the certainty z: (p(q), z·‖e(q)‖) against (p(x), ‖e(x)‖). With ⟨e(q), e(x)⟩ ≤ z·‖e(q)‖·‖e(x)‖, the true squared distance is at least
/// that of the reduced rows plus (1 − z²)·‖e(q)‖², which holds of every row where z = 1 (Cauchy and Schwarz). Once this bound passes the
/// k-th true distance, no row that follows can be nearer. Queries that need more rows than were found go through another round with more,
/// so that effort follows the query: a larger residual, as attacked and foreign images have, asks for more rows by itself. Those that
/// would need a good part of all rows, as far as the rows found can tell, are compared with every row instead.
/// </remarks>
internal sealed class SearchPass(RowMatrix rows, Projection projection, FastSearch search, Lazy<ExactSearch> exact, int capacity)
    : IDisposable
{
    /// <summary>A query that asks for more than one row in so many is compared with all.</summary>
    private const int AllRows = 4;

    /// <summary>Most rows to find in a round, for their memory's sake; comparing many queries with all rows is fast anyway.</summary>
    private const int MostFound = 1 << 23;

    /// <summary>
    /// A float of a row that is measured takes the time of as many in the search, which reads all rows in order; tenfold, so that what
    /// is spent on spare rows is a tenth of the search.
    /// </summary>
    private const int CostOfRow = 100;

    private readonly RowMatrix _reduced = RowMatrix.Allocate(capacity, projection.ReducedDimension);
    private readonly QueryState[] _states = [.. Enumerable.Range(0, capacity).Select(_ => new QueryState())];
    private readonly int[] _pivots = QueryOrder.Pivots(rows.Count);
    private int[] _ids = [];
    private float[] _distances = [];

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

        int[] open = new int[queries.Count];
        // Queries near each other measure the same rows, which the caches then still hold.
        QueryOrder.Write(reduced, search.Rows, _pivots, open, cancellationToken);
        var hopeless = new List<int>();
        int firstRows = k + SpareRows(k);
        int most = rows.Count / AllRows;
        for (int wanted = firstRows + (k / 6) + 16;
            open.Length > 0 && wanted <= most && (long)open.Length * wanted <= MostFound;
            wanted *= 3)
        {
            Find(reduced, open, wanted, cancellationToken);
            Measure(queries, open, wanted, firstRows, cancellationToken);
            open = [.. open.Where(query => _states[query].Expected > wanted)];
            int[] hard = [.. open.Where(query => _states[query].Expected > most)];
            // All rows come from memory then, for one query or many: that pays once those to measure would be as many.
            if (hard.Sum(query => Math.Min(_states[query].Expected, rows.Count)) < rows.Count) continue;
            hopeless.AddRange(hard);
            open = [.. open.Except(hard)];
        }

        int[] compared = [.. hopeless, .. open];

        long measured = 0;
        for (int query = 0; query < queries.Count; query++)
        {
            measured += _states[query].Measured;
            _states[query].Write(ids.Slice(query * k, k), distances.Slice(query * k, k));
        }

        if (compared.Length > 0) CompareWithAll(queries, compared, k, ids, distances, cancellationToken);
        return new SearchStatistics(
            queries.Count, measured + ((long)compared.Length * rows.Count), (long)(queries.Count + compared.Length) * rows.Count);
    }

    public void Dispose() => _reduced.Dispose();

    private static RowMatrix Gather(RowMatrix matrix, int[] wanted)
    {
        var some = RowMatrix.Allocate(wanted.Length, matrix.Dimension);
        for (int i = 0; i < wanted.Length; i++) matrix.Row(wanted[i]).CopyTo(some.MutableRow(i));
        return some;
    }

    private void Grow(int count)
    {
        if (_ids.Length >= count) return;
        _ids = new int[count];
        _distances = new float[count];
    }

    /// <summary>Finds the nearest reduced rows of the open queries.</summary>
    private void Find(RowMatrix reduced, int[] open, int wanted, CancellationToken cancellationToken)
    {
        int count = open.Length * wanted;
        Grow(count);
        using var some = Gather(reduced, open);
        search.Search(some, wanted, _ids.AsSpan(0, count), _distances.AsSpan(0, count), cancellationToken);
    }

    /// <summary>Rows to measure beyond k before any bound is known: more where a row costs little beside the search for it.</summary>
    private int SpareRows(int k)
    {
        long afforded = (long)rows.Count * projection.ReducedDimension / ((long)rows.Dimension * CostOfRow);
        return (int)Math.Clamp(afforded, k / 3, k);
    }

    /// <summary>First the likeliest rows, whose distances tell how far to go; then the others that could be nearer.</summary>
    private void Measure(RowMatrix queries, int[] open, int wanted, int firstRows, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, open.Length, options, i =>
        {
            ref var state = ref _states[open[i]];
            var found = _ids.AsSpan(i * wanted, wanted);
            state.Measure(queries, open[i], rows, found[..Math.Min(firstRows, wanted)]);
            state.Measure(queries, open[i], rows, found[..state.RowsWithin(_distances.AsSpan(i * wanted, wanted))]);
        });
    }

    private void CompareWithAll(
        RowMatrix queries, int[] some, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        Grow(some.Length * k);
        using var gathered = Gather(queries, some);
        exact.Value.Search(gathered, k, _ids.AsSpan(0, some.Length * k), _distances.AsSpan(0, some.Length * k), cancellationToken);
        for (int i = 0; i < some.Length; i++)
        {
            _ids.AsSpan(i * k, k).CopyTo(ids[(some[i] * k)..]);
            _distances.AsSpan(i * k, k).CopyTo(distances[(some[i] * k)..]);
        }
    }
}
