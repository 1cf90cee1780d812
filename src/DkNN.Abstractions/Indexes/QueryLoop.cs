using DkNN.Vectors;

namespace DkNN;

/// <summary>
/// Answers queries one by one over free cores, each thread with buffers of its own that later searches use again: what most indexes need
/// to implement <see cref="INeighborIndex.Search"/>.
/// </summary>
/// <typeparam name="TBuffers">The buffers of one thread.</typeparam>
/// <param name="index">The index, for the check of arguments.</param>
/// <param name="create">Makes buffers.</param>
public sealed unsafe class QueryLoop<TBuffers>(INeighborIndex index, Func<TBuffers> create)
    where TBuffers : class
{
    /// <summary>Queries that a thread answers before it takes others, and of which few need no other thread.</summary>
    private const int QueriesAtOnce = 4;

    private readonly BufferPool<TBuffers> _idle = new();
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
            SharedCores.For(queries.Count, QueriesAtOnce, AnswerSome, cancellationToken);

            void AnswerSome(int first, int end)
            {
                var buffers = _idle.Take() ?? create();
                long measured = 0, looked = 0;
                for (int place = first; place < end; place++)
                {
                    int query = order is null ? place : order[place];
                    nint at = (nint)query * k;
                    var (computed, met) = answer(buffers, query, new Span<int>(idStart + at, k), new Span<float>(distanceStart + at, k));
                    measured += computed;
                    looked += met;
                }

                _idle.Give(buffers);
                _counters.Add(new(end - first, measured, looked));
            }
        }
    }
}
