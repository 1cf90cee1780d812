namespace DkNN;

/// <summary>What an index's searches did in all, added up from any thread.</summary>
public sealed class SearchCounters
{
    private long _queries;
    private long _distances;
    private long _candidates;

    /// <summary>The sums so far.</summary>
    public SearchStatistics Total => new(
        Interlocked.Read(ref _queries), Interlocked.Read(ref _distances), Interlocked.Read(ref _candidates));

    /// <summary>Adds what some searches did.</summary>
    /// <param name="more">Their counts.</param>
    public void Add(SearchStatistics more)
    {
        Interlocked.Add(ref _queries, more.Queries);
        Interlocked.Add(ref _distances, more.Distances);
        Interlocked.Add(ref _candidates, more.Candidates);
    }
}
