using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using DkNN.Vectors;

namespace DkNN;

/// <summary>
/// Answers queries one by one over all cores, each thread with buffers of its own that later searches use again: what most indexes need
/// to implement <see cref="INeighborIndex.Search"/>.
/// </summary>
/// <typeparam name="TBuffers">The buffers of one thread.</typeparam>
/// <param name="index">The index, for the check of arguments.</param>
/// <param name="create">Makes buffers.</param>
public sealed unsafe class QueryLoop<TBuffers>(INeighborIndex index, Func<TBuffers> create)
    where TBuffers : class
{
    private readonly ConcurrentBag<TBuffers> _idle = [];
    private readonly SearchCounters _counters = new();

    /// <summary>Answers one query.</summary>
    /// <param name="buffers">The thread's buffers.</param>
    /// <param name="query">Position of the query.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <returns>Rows whose true distance was computed, and rows that were looked at in any form.</returns>
    public delegate (long Distances, long Candidates) Answer(TBuffers buffers, int query, Span<int> ids, Span<float> distances);

    /// <summary>What all searches did.</summary>
    public SearchStatistics Statistics => _counters.Total;

    /// <summary>Checks the arguments of a search and answers its queries.</summary>
    /// <param name="queries">Queries of the index's dimension, all finite.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="ids">Takes queries × k positions.</param>
    /// <param name="distances">Takes queries × k distances.</param>
    /// <param name="answer">Answers one.</param>
    /// <param name="order">Positions of the queries in the order to answer them; null for their own.</param>
    /// <param name="cancellationToken">Stops between two queries.</param>
    /// <exception cref="ArgumentException">
    /// The dimension differs, k is out of range, a span has the wrong length, or a query holds NaN, infinity or values whose squares
    /// overflow single precision.
    /// </exception>
    public void Run(
        RowMatrix queries,
        int k,
        Span<int> ids,
        Span<float> distances,
        Answer answer,
        int[]? order = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        SearchArguments.Check(index, queries, k, ids.Length, distances.Length);
        FiniteRows.RequireQueries(queries, cancellationToken);
        fixed (int* firstId = ids)
        fixed (float* firstDistance = distances)
        {
            // The loop ends before the spans are let go.
            int* idStart = firstId;
            float* distanceStart = firstDistance;
            try
            {
                Parallel.For(
                    0,
                    queries.Count,
                    new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
                    () => new Worker(_idle.TryTake(out var buffers) ? buffers : create()),
                    (place, _, worker) =>
                    {
                        int query = order is null ? place : order[place];
                        nint at = (nint)query * k;
                        worker.Add(answer(
                            worker.Buffers, query, new Span<int>(idStart + at, k), new Span<float>(distanceStart + at, k)));
                        return worker;
                    },
                    Finish);
            }
            catch (AggregateException problems)
            {
                // What an answer throws is the caller's to see as it is, such as a filter's own exception.
                ExceptionDispatchInfo.Throw(problems.InnerExceptions[0]);
            }
        }
    }

    private void Finish(Worker worker)
    {
        _counters.Add(worker.Done);
        _idle.Add(worker.Buffers);
    }

    private sealed class Worker(TBuffers buffers)
    {
        public TBuffers Buffers { get; } = buffers;

        public SearchStatistics Done { get; private set; }

        public void Add((long Distances, long Candidates) more) =>
            Done = new(Done.Queries + 1, Done.Distances + more.Distances, Done.Candidates + more.Candidates);
    }
}
