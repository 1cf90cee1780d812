using System.Collections.Concurrent;
using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>The rows in reduced form, and the search over them.</summary>
internal sealed class ProjectedIndex : INeighborIndex
{
    private const string Kind = "index/projected/2";
    private const string FinePrefix = "fine-";

    /// <summary>Most queries that one pass takes: more would only take memory.</summary>
    private const int MaxBatch = 2_048;

    private readonly RowMatrix _rows;
    private readonly ReducedRows _coarse;
    private readonly ReducedRows? _fine;
    private readonly SectionFile? _file;
    private readonly Lazy<ExactSearch> _exact;
    private readonly ConcurrentBag<ISearchStage> _stages = [];
    private readonly SearchCounters _counters = new();

    /// <summary>Takes reduced rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="coarse">What every query is compared with, from here on the index's.</param>
    /// <param name="fine">What queries are compared with that the first leave open, likewise; null for none.</param>
    /// <param name="certainty">z at the start.</param>
    /// <param name="file">Where they are mapped from, likewise.</param>
    public ProjectedIndex(RowMatrix rows, ReducedRows coarse, ReducedRows? fine, double certainty, SectionFile? file)
    {
        _rows = rows;
        _coarse = coarse;
        _fine = fine;
        _file = file;
        _exact = new Lazy<ExactSearch>(() => new ExactSearch(rows));
        Effort = new SearchEffort("certainty", 0, 1, certainty, isWhole: false);
    }

    public int Count => _rows.Count;

    public int Dimension => _rows.Dimension;

    public SearchEffort Effort { get; }

    public SearchStatistics Statistics => _counters.Total;

    public long Bytes => _coarse.Bytes + (_fine?.Bytes ?? 0);

    /// <summary>Maps a saved index.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of the build.</param>
    /// <param name="certainty">z at the start.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    public static ProjectedIndex Load(string path, RowMatrix rows, double certainty)
    {
        var file = SectionFile.Map(path, Kind);
        try
        {
            RowIdentity.Require(file, rows);
            var coarse = ReducedRows.Map(file, "", rows);
            file.Require(coarse is not null, "its basis is missing");
            return new ProjectedIndex(rows, coarse, ReducedRows.Map(file, FinePrefix, rows), certainty, file);
        }
        catch (ArgumentException problem)
        {
            file.Dispose();
            throw new InvalidDataException($"'{path}' is damaged: {problem.Message} Delete it, so that it is made anew.", problem);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        _file?.Validate();
        SearchArguments.Check(this, queries, k, ids.Length, distances.Length);
        double certainty = Effort.Value;
        if (!_stages.TryTake(out var stage)) stage = FirstStage();
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
            _stages.Add(stage);
        }
    }

    public void Save(string path)
    {
        _file?.Validate();
        using var file = SectionFileWriter.Create(path, Kind);
        RowIdentity.Write(file, _rows);
        ReducedRows.Write(_coarse, file, "");
        ReducedRows.Write(_fine, file, FinePrefix);
        file.Complete();
    }

    public void Dispose()
    {
        while (_stages.TryTake(out var stage)) stage.Dispose();
        if (_exact.IsValueCreated) _exact.Value.Dispose();
        _coarse.Dispose();
        _fine?.Dispose();
        _file?.Dispose();
    }

    private ReducedStage FirstStage()
    {
        ISearchStage last = new AllRowsStage(_exact, _rows);
        if (_fine is not null) last = new ReducedStage(_rows, _fine, last, isFirst: false, MaxBatch);
        return new ReducedStage(_rows, _coarse, last, isFirst: true, MaxBatch);
    }
}
