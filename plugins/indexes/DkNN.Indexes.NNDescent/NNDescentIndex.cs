using System.Buffers;
using System.Collections.Concurrent;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>The graph, and the search over it.</summary>
internal sealed unsafe class NNDescentIndex : INeighborIndex
{
    private const string Kind = "index/nndescent/1";

    /// <summary>Queries that a thread takes at once.</summary>
    private const int Chunk = 16;

    private readonly RowMatrix _rows;
    private readonly SearchGraph _graph;
    private readonly ConcurrentBag<GraphSearcher> _searchers = [];
    private long _queries;
    private long _distances;

    /// <summary>Takes rows and their graph.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="graph">The graph, from here on the index's.</param>
    /// <param name="epsilon">ε at the start.</param>
    public NNDescentIndex(RowMatrix rows, SearchGraph graph, double epsilon)
    {
        _rows = rows;
        _graph = graph;
        Effort = new SearchEffort("epsilon", 0, 2, epsilon, isWhole: false);
    }

    public int Count => _rows.Count;

    public int Dimension => _rows.Dimension;

    public SearchEffort Effort { get; }

    public SearchStatistics Statistics
    {
        get
        {
            long distances = Interlocked.Read(ref _distances);
            return new(Interlocked.Read(ref _queries), distances, distances);
        }
    }

    public long Bytes => _graph.Bytes;

    /// <summary>The graph that is searched.</summary>
    internal SearchGraph Graph => _graph;

    /// <summary>Maps a saved index.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of the build.</param>
    /// <param name="epsilon">ε at the start.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    public static NNDescentIndex Load(string path, RowMatrix rows, double epsilon)
    {
        var file = SectionFile.Map(path, Kind);
        try
        {
            RowIdentity.Require(file, rows);
            return new NNDescentIndex(rows, SearchGraph.Load(file, rows.Count), epsilon);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        _graph.Validate();
        SearchArguments.Check(this, queries, k, ids.Length, distances.Length);
        cancellationToken.ThrowIfCancellationRequested();
        for (int query = 0; query < queries.Count; query++)
        {
            if (FiniteRows.IsFinite(queries, query)) continue;
            throw new ArgumentException(
                $"Query {query} holds NaN, infinity or values too large for single precision: check the network's activations for it.",
                nameof(queries));
        }

        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        ulong[] order = ArrayPool<ulong>.Shared.Rent(queries.Count);
        try
        {
            QueryOrder.Sort(queries, _rows, _graph.Entries, order.AsMemory(0, queries.Count), options);
            SearchInOrder(queries, k, order, ids, distances, options);
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(order);
        }

        Interlocked.Add(ref _queries, queries.Count);
    }

    public void Save(string path)
    {
        _graph.Validate();
        using var file = SectionFileWriter.Create(path, Kind);
        RowIdentity.Write(file, _rows);
        _graph.Save(file);
        file.Complete();
    }

    public void Dispose() => _graph.Dispose();

    private void SearchInOrder(
        RowMatrix queries, int k, ulong[] order, Span<int> ids, Span<float> distances, ParallelOptions options)
    {
        double epsilon = Effort.Value;
        fixed (int* idsStart = ids)
        fixed (float* distancesStart = distances)
        {
            var (idsAt, distancesAt) = ((nint)idsStart, (nint)distancesStart);
            Parallel.For(0, (queries.Count + Chunk - 1) / Chunk, options, Rent, (chunk, _, searcher) =>
            {
                int end = Math.Min(queries.Count, (chunk + 1) * Chunk);
                for (int place = chunk * Chunk; place < end; place++)
                {
                    int query = (int)(uint)order[place];
                    nint first = (nint)query * k;
                    searcher.Search(
                        queries.Pointer + ((nint)query * queries.Stride),
                        k,
                        epsilon,
                        new Span<int>((int*)idsAt + first, k),
                        new Span<float>((float*)distancesAt + first, k));
                }

                return searcher;
            }, Return);
        }
    }

    private GraphSearcher Rent() => _searchers.TryTake(out var searcher) ? searcher : new GraphSearcher(_rows, _graph);

    private void Return(GraphSearcher searcher)
    {
        Interlocked.Add(ref _distances, searcher.TakeDistances());
        _searchers.Add(searcher);
    }
}
