using System.Buffers;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>The graph, and the search over it.</summary>
internal sealed unsafe class NNDescentIndex : INeighborIndex
{
    private const string Kind = "index/nndescent/3";

    private readonly RowMatrix _rows;
    private readonly SearchGraph _graph;
    private readonly WalkSpace? _space;
    private readonly SectionFile? _file;
    private readonly QueryLoop<GraphSearcher> _loop;
    private bool _disposed;

    /// <summary>Takes rows and their graph.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="space">What to walk over, from here on the index's; null for the rows.</param>
    /// <param name="epsilon">ε at the start.</param>
    /// <param name="file">What they are mapped from, from here on the index's; or null.</param>
    public NNDescentIndex(RowMatrix rows, SearchGraph graph, WalkSpace? space, double epsilon, SectionFile? file)
    {
        _rows = rows;
        _graph = graph;
        _space = space;
        _file = file;
        _loop = new(this, () => new GraphSearcher(rows, graph, space));
        Effort = new SearchEffort("epsilon", 0, 2, epsilon, isWhole: false);
    }

    public int Count => _rows.Count;

    public int Dimension => _rows.Dimension;

    public SearchEffort Effort { get; }

    public SearchStatistics Statistics => _loop.Statistics;

    public long Bytes => _graph.Bytes + (_space?.Bytes ?? 0);

    /// <summary>The graph that is searched.</summary>
    internal SearchGraph Graph => _graph;

    /// <summary>Maps a saved index.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of the build.</param>
    /// <param name="epsilon">ε at the start.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    public static NNDescentIndex Load(string path, RowMatrix rows, double epsilon) =>
        SectionFile.Map(path, Kind, file =>
        {
            RowIdentity.Require(file, rows);
            var graph = SearchGraph.Map(file, rows.Count);
            return new NNDescentIndex(rows, graph, WalkSpace.Map(file, rows), epsilon, file);
        });

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _file?.Validate();
        SearchArguments.Check(this, queries, k, ids.Length, distances.Length);
        double epsilon = Effort.Value;
        int[] order = ArrayPool<int>.Shared.Rent(queries.Count);
        using var sketches = _space?.Sketch(queries, cancellationToken);
        var walked = sketches ?? queries;
        try
        {
            QueryOrder.Write(queries, _rows, _graph.Entries, order.AsMemory(0, queries.Count), cancellationToken);
            _loop.Run(
                queries,
                k,
                ids,
                distances,
                (searcher, query, someIds, someDistances) =>
                    searcher.Search(queries, walked, query, epsilon, someIds, someDistances),
                order,
                cancellationToken);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(order);
        }
    }

    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _file?.Validate();
        using var file = SectionFileWriter.Create(path, Kind);
        RowIdentity.Write(file, _rows);
        _graph.Write(file);
        WalkSpace.Write(_space, Count, file);
        file.Complete();
    }

    public void Dispose()
    {
        _disposed = true;
        _space?.Dispose();
        _file?.Dispose();
    }
}
