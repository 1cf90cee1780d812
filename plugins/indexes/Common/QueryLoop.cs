using System.Collections.Concurrent;

namespace DkNN.Indexes;

/// <summary>Answers queries over all cores, each thread with buffers of its own that later searches use again.</summary>
/// <typeparam name="TSearch">The buffers of one thread, and the search with them.</typeparam>
/// <param name="create">Makes buffers.</param>
internal sealed unsafe class QueryLoop<TSearch>(Func<TSearch> create)
    where TSearch : class
{
    private readonly ConcurrentBag<TSearch> _idle = [];
    private long _queries;
    private long _distances;
    private long _candidates;

    /// <summary>Answers one query.</summary>
    /// <param name="search">The thread's buffers.</param>
    /// <param name="query">Position of the query.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <returns>Distances computed, and rows that were come across, some more than once.</returns>
    public delegate (int Distances, long Candidates) Answer(TSearch search, int query, Span<int> ids, Span<float> distances);

    /// <summary>What all searches did.</summary>
    public SearchStatistics Statistics => new(
        Interlocked.Read(ref _queries), Interlocked.Read(ref _distances), Interlocked.Read(ref _candidates));

    /// <summary>Answers queries.</summary>
    /// <param name="queries">Number of queries.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="ids">Takes queries × k positions.</param>
    /// <param name="distances">Takes queries × k distances.</param>
    /// <param name="answer">Answers one.</param>
    /// <param name="cancellationToken">Stops between two queries.</param>
    public void Run(
        int queries, int k, Span<int> ids, Span<float> distances, Answer answer, CancellationToken cancellationToken)
    {
        fixed (int* firstId = ids)
        fixed (float* firstDistance = distances)
        {
            // The loop ends before the spans are let go.
            int* idStart = firstId;
            float* distanceStart = firstDistance;
            Parallel.For(
                0,
                queries,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
                () => new Worker(_idle.TryTake(out var search) ? search : create()),
                (query, _, worker) =>
                {
                    nint at = (nint)query * k;
                    var (measured, met) = answer(
                        worker.Search, query, new Span<int>(idStart + at, k), new Span<float>(distanceStart + at, k));
                    worker.Queries++;
                    worker.Distances += measured;
                    worker.Candidates += met;
                    return worker;
                },
                Finish);
        }
    }

    private void Finish(Worker worker)
    {
        Interlocked.Add(ref _queries, worker.Queries);
        Interlocked.Add(ref _distances, worker.Distances);
        Interlocked.Add(ref _candidates, worker.Candidates);
        _idle.Add(worker.Search);
    }

    private sealed class Worker(TSearch search)
    {
        public TSearch Search { get; } = search;

        public long Queries { get; set; }

        public long Distances { get; set; }

        public long Candidates { get; set; }
    }
}
