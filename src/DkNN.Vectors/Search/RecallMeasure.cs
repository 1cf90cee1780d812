using System.Numerics.Tensors;

namespace DkNN.Vectors;

/// <summary>
/// Recall@k of answers to some queries, against exact search. Distances are measured here: an index is not asked how good it is. A row as
/// near as the true k-th counts as found, so that ties do not matter.
/// </summary>
public sealed class RecallMeasure
{
    /// <summary>Room for rounding: a neighbour at the distance of the true k-th is as good as that one.</summary>
    private const float Tolerance = 1e-5f;

    private readonly RowMatrix _rows;
    private readonly RowMatrix _queries;
    private readonly float[] _farthest;
    private readonly int _k;

    /// <summary>Searches exactly.</summary>
    /// <param name="rows">All rows, valid as long as this.</param>
    /// <param name="queries">The queries, valid as long as this.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public RecallMeasure(RowMatrix rows, RowMatrix queries, int k, CancellationToken cancellationToken)
        : this(rows, queries, k, Farthest(rows, queries, k, cancellationToken))
    {
    }

    /// <summary>Takes what an exact search found before.</summary>
    /// <param name="rows">All rows, valid as long as this.</param>
    /// <param name="queries">The queries, valid as long as this.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="farthest">The true distance of every query's k-th neighbour.</param>
    public RecallMeasure(RowMatrix rows, RowMatrix queries, int k, float[] farthest)
    {
        if (farthest.Length != queries.Count)
        {
            throw new ArgumentException($"{farthest.Length} distances were given for {queries.Count} queries.", nameof(farthest));
        }
        (_rows, _queries, _k) = (rows, queries, k);
        _farthest = [.. farthest.Select(distance => distance * (1 + Tolerance))];
    }

    /// <summary>The true distance of every query's k-th neighbour.</summary>
    public static float[] Farthest(ExactSearch exact, RowMatrix queries, int k, CancellationToken cancellationToken)
    {
        float[] distances = new float[queries.Count * k];
        exact.Search(queries, k, new int[distances.Length], distances, cancellationToken);
        return [.. Enumerable.Range(1, queries.Count).Select(query => distances[(query * k) - 1])];
    }

    /// <summary>The share of true neighbours among answers.</summary>
    /// <param name="ids">queries × k positions; negative where a row is missing.</param>
    public double Of(ReadOnlySpan<int> ids) => (double)Hits(ids).Sum() / ids.Length;

    /// <summary>The same with a lower confidence bound.</summary>
    /// <param name="ids">queries × k positions; negative where a row is missing.</param>
    public RecallEstimate Estimate(ReadOnlySpan<int> ids) => RecallEstimate.Of(Hits(ids), _k);

    private int[] Hits(ReadOnlySpan<int> ids)
    {
        int[] hits = new int[_queries.Count];
        var counted = new HashSet<int>();
        for (int query = 0; query < hits.Length; query++)
        {
            counted.Clear();
            foreach (int id in ids.Slice(query * _k, _k))
            {
                if (id < 0 || !counted.Add(id)) continue;
                if (TensorPrimitives.Distance(_queries.Row(query), _rows.Row(id)) <= _farthest[query]) hits[query]++;
            }
        }
        return hits;
    }

    private static float[] Farthest(RowMatrix rows, RowMatrix queries, int k, CancellationToken cancellationToken)
    {
        using var exact = new ExactSearch(rows, cancellationToken);
        return Farthest(exact, queries, k, cancellationToken);
    }
}
