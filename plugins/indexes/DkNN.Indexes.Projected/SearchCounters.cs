namespace DkNN.Indexes.Projected;

/// <summary>Counts over all searches, from any thread.</summary>
internal struct SearchCounters
{
    private long _queries;
    private long _distances;
    private long _candidates;

    public void Add(SearchStatistics more)
    {
        Interlocked.Add(ref _queries, more.Queries);
        Interlocked.Add(ref _distances, more.Distances);
        Interlocked.Add(ref _candidates, more.Candidates);
    }

    public SearchStatistics Read() => new(
        Interlocked.Read(ref _queries), Interlocked.Read(ref _distances), Interlocked.Read(ref _candidates));
}
