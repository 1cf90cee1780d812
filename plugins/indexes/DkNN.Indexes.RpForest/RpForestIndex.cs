using DkNN.Vectors;

namespace DkNN.Indexes.RpForest;

/// <summary>A forest and the rows that its leaves refer to.</summary>
internal sealed unsafe class RpForestIndex : RowIndex
{
    private const string Kind = "index/rpforest/1";
    private const string DirectionSection = "directions";

    /// <summary>Greatest <see cref="RpForestOptions.SearchNodes"/>.</summary>
    private const double MostNodes = 1_000_000_000;

    /// <summary>Most queries placed among the planes at a time.</summary>
    private const int MaxBatch = 2_048;

    private readonly PlaneSpace _space;
    private readonly Forest _forest;
    private readonly QueryLoop<ForestSearch> _loop;

    /// <summary>Takes a forest.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="space">Where the planes are; from here on the index's.</param>
    /// <param name="forest">The trees; from here on the index's.</param>
    /// <param name="searchNodes">The effort at the start.</param>
    /// <param name="file">What the trees are mapped from, from here on the index's; or null.</param>
    public RpForestIndex(RowMatrix rows, PlaneSpace space, Forest forest, int searchNodes, SectionFile? file)
        : base(rows, Kind, file)
    {
        _space = space;
        _forest = forest;
        _loop = new(this, () => new ForestSearch(forest, rows));
        Effort = new SearchEffort("searchNodes", 0, MostNodes, searchNodes, isWhole: true);
    }

    public override SearchEffort Effort { get; }

    public override SearchStatistics Statistics => _loop.Statistics;

    public override long Bytes => _forest.Bytes + _space.Bytes;

    /// <summary>Maps a saved forest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of the build.</param>
    /// <param name="searchNodes">The effort at the start.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    public static RpForestIndex Load(string path, RowMatrix rows, int searchNodes) =>
        SectionFile.Map(path, Kind, file =>
        {
            RowIdentity.Require(file, rows);
            var space = PlaneSpace.Of(rows.Dimension, file.Rows(DirectionSection, rows.Dimension));
            return new RpForestIndex(rows, space, Forest.Map(file, space.Dimension, rows.Count), searchNodes, file);
        });

    protected override void Answer(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        long wanted = Effort.Value > 0 ? (long)Effort.Value : (long)_forest.Roots.Length * k;
        for (int first = 0; first < queries.Count; first += MaxBatch)
        {
            using var batch = queries.Slice(first, Math.Min(MaxBatch, queries.Count - first));
            using var points = _space.Place(batch, cancellationToken);
            var (query, point) = ((nint)batch.Pointer, (nint)points.Pointer);
            nint queryBytes = (nint)batch.Stride * sizeof(float), pointBytes = (nint)points.Stride * sizeof(float);
            _loop.Run(
                batch,
                k,
                ids.Slice(first * k, batch.Count * k),
                distances.Slice(first * k, batch.Count * k),
                (search, number, someIds, someDistances) => search.Find(
                    (float*)(point + (number * pointBytes)), (float*)(query + (number * queryBytes)), wanted, someIds, someDistances),
                cancellationToken: cancellationToken);
        }
    }

    protected override void Write(SectionFileWriter file)
    {
        if (_space.Directions is { } directions) file.Add(DirectionSection, directions);
        else file.Add<float>(DirectionSection, []);
        _forest.Write(file);
    }

    protected override void Free()
    {
        _forest.Dispose();
        _space.Dispose();
    }
}
