using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>The rows in reduced form, and the search over them.</summary>
internal sealed class ProjectedIndex : RowIndex
{
    private const string Kind = "index/projected/3";
    private const string FinePrefix = "fine-";

    /// <summary>Most queries that one pass takes: more would only take memory.</summary>
    private const int MaxBatch = 2_048;

    private readonly ReducedRows _coarse;
    private readonly ReducedRows? _fine;
    private readonly Lazy<ExactSearch> _exact;
    private readonly BufferPool<ISearchStage> _stages = new();
    private readonly SearchCounters _counters = new();

    /// <summary>Takes reduced rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="coarse">What every query is compared with, from here on the index's.</param>
    /// <param name="fine">What queries are compared with that the first leave open, likewise; null for none.</param>
    /// <param name="certainty">z at the start.</param>
    /// <param name="file">Where they are mapped from, likewise.</param>
    public ProjectedIndex(RowMatrix rows, ReducedRows coarse, ReducedRows? fine, double certainty, SectionFile? file)
        : base(rows, Kind, file)
    {
        _coarse = coarse;
        _fine = fine;
        _exact = new Lazy<ExactSearch>(() => new ExactSearch(rows));
        Effort = new SearchEffort("certainty", 0, 1, certainty, isWhole: false);
    }

    public override SearchEffort Effort { get; }

    public override SearchStatistics Statistics => _counters.Total;

    public override long Bytes => _coarse.Bytes + (_fine?.Bytes ?? 0);

    /// <summary>Maps a saved index.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of the build.</param>
    /// <param name="certainty">z at the start.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    public static ProjectedIndex Load(string path, RowMatrix rows, double certainty)
    {
        try
        {
            return SectionFile.Map(path, Kind, file =>
            {
                RowIdentity.Require(file, rows);
                var coarse = ReducedRows.Map(file, "", rows);
                file.Require(coarse is not null, "its basis is missing");
                return new ProjectedIndex(rows, coarse, ReducedRows.Map(file, FinePrefix, rows), certainty, file);
            });
        }
        catch (ArgumentException problem)
        {
            throw new InvalidDataException($"'{path}' is damaged: {problem.Message} Delete it, so that it is made anew.", problem);
        }
    }

    protected override void Answer(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        double certainty = Effort.Value;
        var stage = _stages.Take() ?? FirstStage();
        try
        {
            for (int first = 0; first < queries.Count; first += MaxBatch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var batch = queries.Slice(first, Math.Min(MaxBatch, queries.Count - first));
                var (start, length) = (first * k, batch.Count * k);
                _counters.Add(stage.Search(
                    batch, k, certainty, ids.Slice(start, length), distances.Slice(start, length), cancellationToken));
            }
        }
        finally
        {
            _stages.Give(stage);
        }
    }

    protected override void Write(SectionFileWriter file)
    {
        ReducedRows.Write(_coarse, file, "");
        ReducedRows.Write(_fine, file, FinePrefix);
    }

    protected override void Free()
    {
        _stages.Free();
        if (_exact.IsValueCreated) _exact.Value.Dispose();
        _coarse.Dispose();
        _fine?.Dispose();
    }

    private ReducedStage FirstStage()
    {
        ISearchStage last = new AllRowsStage(_exact, Rows);
        if (_fine is not null) last = new ReducedStage(Rows, _fine, last, isFirst: false);
        return new ReducedStage(Rows, _coarse, last, isFirst: true);
    }
}
