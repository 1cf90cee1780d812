using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>
/// An exact index: the rows themselves. What it saves only tells whether other rows are given at loading. Short rows get a tree at their
/// first search; a query that finds much to leave out there needs no product with all rows.
/// </summary>
internal sealed unsafe class ExactIndex : RowIndex
{
    private const string Kind = "index/exact/2";
    private const string HalfNorms = "half-norms";

    /// <summary>Longer rows have too many sides for boxes to tell them apart.</summary>
    private const int ShortRow = 32;

    /// <summary>Fewer rows are compared as soon as a tree is walked.</summary>
    private const int FewestRows = 2_048;

    /// <summary>A neighbourhood that is a greater share of the rows leaves a tree too little to leave out.</summary>
    private const int RowsPerNeighbor = 64;

    /// <summary>Queries of a search by which the tree is judged.</summary>
    private const int Trial = 64;

    private readonly ExactSearch _scan;
    private readonly SearchCounters _scanned = new();
    private readonly QueryLoop<BoxSearch> _walks;
    private readonly Lock _gate = new();
    private BoxTree? _tree;

    /// <summary>Takes a search over all rows.</summary>
    /// <param name="scan">The search; from here on the index's.</param>
    public ExactIndex(ExactSearch scan)
        : base(scan.Rows, Kind, file: null)
    {
        _scan = scan;
        _walks = new(this, () => new BoxSearch(_tree!, Rows));
    }

    public override SearchStatistics Statistics
    {
        get
        {
            var (walked, scanned) = (_walks.Statistics, _scanned.Total);
            return new(
                walked.Queries + scanned.Queries, walked.Distances + scanned.Distances, walked.Candidates + scanned.Candidates);
        }
    }

    public override long Bytes => ((long)Count * sizeof(float)) + (Volatile.Read(ref _tree)?.Bytes ?? 0);

    public static ExactIndex Load(string path, RowMatrix rows)
    {
        using var file = SectionFile.Open(path, Kind);
        RowIdentity.Require(file, rows);
        try
        {
            return new ExactIndex(new ExactSearch(rows, file.Section<float>(HalfNorms)));
        }
        catch (ArgumentException problem)
        {
            throw new InvalidDataException($"'{path}' is damaged: {problem.Message} Delete it, so that it is made anew.", problem);
        }
    }

    protected override void Answer(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        bool walks = Dimension <= ShortRow && Count >= FewestRows && k <= Count / RowsPerNeighbor;
        if (walks) Walk(queries, k, ids, distances, cancellationToken);
        else Scan(queries, k, ids, distances, asked: queries.Count, cancellationToken);
    }

    protected override void Write(SectionFileWriter file) => file.Add(HalfNorms, _scan.HalfNorms);

    protected override void Free()
    {
        _scan.Dispose();
        _tree?.Dispose();
    }

    /// <summary>Walks through the tree for every query, and scans all rows for those whose walk does not end soon.</summary>
    private void Walk(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        FiniteRows.RequireQueries(queries, cancellationToken);
        PlantTree(cancellationToken);
        bool[] isOpen = new bool[queries.Count];
        int walked = Math.Min(Trial, queries.Count);
        WalkSome(0, walked, ids, distances);
        if (2 * isOpen.Count(open => open) > walked)
        {
            isOpen.AsSpan(walked).Fill(true);
        }
        else
        {
            WalkSome(walked, queries.Count, ids, distances);
            walked = queries.Count;
        }

        int[] open = [.. Enumerable.Range(0, queries.Count).Where(query => isOpen[query])];
        if (open.Length == 0) return;
        using var rest = RowMatrix.Allocate(open.Length, Dimension);
        for (int i = 0; i < open.Length; i++) queries.Row(open[i]).CopyTo(rest.MutableRow(i));
        int[] restIds = new int[open.Length * k];
        float[] restDistances = new float[open.Length * k];
        Scan(rest, k, restIds, restDistances, asked: queries.Count - walked, cancellationToken);
        for (int i = 0; i < open.Length; i++)
        {
            restIds.AsSpan(i * k, k).CopyTo(ids.Slice(open[i] * k, k));
            restDistances.AsSpan(i * k, k).CopyTo(distances.Slice(open[i] * k, k));
        }

        void WalkSome(int first, int end, Span<int> allIds, Span<float> allDistances)
        {
            if (first == end) return;
            using var some = queries.Slice(first, end - first);
            _walks.Run(
                some,
                k,
                allIds[(first * k)..(end * k)],
                allDistances[(first * k)..(end * k)],
                (walk, query, someIds, someDistances) =>
                {
                    float* values = some.Pointer + ((nint)query * some.Stride);
                    isOpen[first + query] = !walk.TryFind(values, someIds, someDistances, out int measured, out int met);
                    return (measured, met);
                },
                cancellationToken: cancellationToken);
        }
    }

    private void Scan(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, int asked, CancellationToken cancellationToken)
    {
        _scan.Search(queries, k, ids, distances, cancellationToken);
        long computed = (long)queries.Count * Count;
        _scanned.Add(new(asked, computed, computed));
    }

    private void PlantTree(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _tree) is not null) return;
        lock (_gate) _tree ??= BoxTree.Build(Rows, cancellationToken);
    }
}
