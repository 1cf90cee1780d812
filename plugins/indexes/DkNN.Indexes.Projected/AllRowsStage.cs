using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>Compares queries with all rows.</summary>
internal sealed class AllRowsStage(Lazy<ExactSearch> exact, RowMatrix rows) : ISearchStage
{
    public int FloatsPerRow => rows.Dimension;

    public SearchStatistics Search(
        RowMatrix queries, int k, double certainty, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        exact.Value.Search(queries, k, ids, distances, cancellationToken);
        long measured = (long)queries.Count * rows.Count;
        return new SearchStatistics(queries.Count, measured, measured);
    }

    public void Dispose()
    {
    }
}
