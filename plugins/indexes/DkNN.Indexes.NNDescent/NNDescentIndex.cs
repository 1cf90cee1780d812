using System.Buffers;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>The graph, and the search over it.</summary>
internal sealed unsafe class NNDescentIndex : RowIndex
{
    private const string Kind = "index/nndescent/3";

    private readonly SearchGraph _graph;
    private readonly WalkSpace? _space;
    private readonly QueryLoop<GraphSearcher> _loop;

    /// <summary>Takes rows and their graph.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="space">What to walk over, from here on the index's; null for the rows.</param>
    /// <param name="epsilon">ε at the start.</param>
    /// <param name="file">What they are mapped from, from here on the index's; or null.</param>
    public NNDescentIndex(RowMatrix rows, SearchGraph graph, WalkSpace? space, double epsilon, SectionFile? file)
        : base(rows, Kind, file)
    {
        _graph = graph;
        _space = space;
        _loop = new(this, () => new GraphSearcher(rows, graph, space));
        Effort = new SearchEffort("epsilon", 0, 2, epsilon, isWhole: false);
    }

    public override SearchEffort Effort { get; }

    public override SearchStatistics Statistics => _loop.Statistics;

    public override long Bytes => _graph.Bytes + (_space?.Bytes ?? 0);

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

    protected override void Answer(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        double epsilon = Effort.Value;
        int[] order = ArrayPool<int>.Shared.Rent(queries.Count);
        using var sketches = _space?.Sketch(queries, cancellationToken);
        var walked = sketches ?? queries;
        try
        {
            QueryOrder.Write(queries, Rows, _graph.Entries, order.AsMemory(0, queries.Count), cancellationToken);
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

    protected override void Write(SectionFileWriter file)
    {
        _graph.Write(file);
        WalkSpace.Write(_space, Count, file);
    }

    protected override void Free() => _space?.Dispose();
}
