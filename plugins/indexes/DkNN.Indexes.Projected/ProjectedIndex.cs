using System.Collections.Concurrent;
using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>The rows in reduced form, and the search over them.</summary>
internal sealed class ProjectedIndex : INeighborIndex
{
    private const string Kind = "index/projected/1";
    private const string ReducedSection = "reduced";
    private const string NormsSection = "half-norms";

    /// <summary>Most queries that one pass takes: more would only take memory.</summary>
    private const int MaxBatch = 2_048;

    private readonly RowMatrix _rows;
    private readonly RowMatrix _reduced;
    private readonly SectionFile? _file;
    private readonly Projection _projection;
    private readonly FastSearch _search;
    private readonly Lazy<ExactSearch> _exact;
    private readonly ConcurrentBag<SearchPass> _passes = [];
    private readonly SearchCounters _counters = new();

    private ProjectedIndex(
        RowMatrix rows, RowMatrix reduced, Projection projection, FastSearch search, double certainty, SectionFile? file)
    {
        _rows = rows;
        _reduced = reduced;
        _file = file;
        _projection = projection;
        _search = search;
        _exact = new Lazy<ExactSearch>(() => new ExactSearch(rows));
        Effort = new SearchEffort("certainty", 0, 1, certainty, isWhole: false);
    }

    public int Count => _rows.Count;

    public int Dimension => _rows.Dimension;

    public SearchEffort Effort { get; }

    public SearchStatistics Statistics => _counters.Total;

    public long Bytes => _reduced.Bytes + _projection.Bytes;

    /// <summary>Reduces the rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="projection">What reduces them, from here on the index's.</param>
    /// <param name="certainty">z at the start.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ProjectedIndex Build(RowMatrix rows, Projection projection, double certainty, CancellationToken cancellationToken)
    {
        RowMatrix? reduced = null;
        try
        {
            reduced = projection.Reduce(rows, cancellationToken);
            return new ProjectedIndex(rows, reduced, projection, new FastSearch(reduced, cancellationToken), certainty, file: null);
        }
        catch
        {
            projection.Dispose();
            reduced?.Dispose();
            throw;
        }
    }

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
            var projection = Projection.Map(file, rows.Dimension);
            var reduced = file.Rows(ReducedSection, projection.ReducedDimension);
            file.Require(reduced.Count == rows.Count, $"it holds {reduced.Count} of {rows.Count} rows");
            file.Check(() => FiniteRows.FindLong(reduced, FiniteRows.MaxSquaredNorm) is null ? null : "a reduced row is none");
            var search = new FastSearch(reduced, file.Section<float>(NormsSection));
            return new ProjectedIndex(rows, reduced, projection, search, certainty, file);
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
        if (!_passes.TryTake(out var pass)) pass = new SearchPass(_rows, _projection, _search, _exact, MaxBatch);
        try
        {
            for (int first = 0; first < queries.Count; first += MaxBatch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var batch = queries.Slice(first, Math.Min(MaxBatch, queries.Count - first));
                var (start, length) = (first * k, batch.Count * k);
                _counters.Add(pass.Run(batch, k, certainty, ids.Slice(start, length), distances.Slice(start, length), cancellationToken));
            }
        }
        finally
        {
            _passes.Add(pass);
        }
    }

    public void Save(string path)
    {
        _file?.Validate();
        using var file = SectionFileWriter.Create(path, Kind);
        RowIdentity.Write(file, _rows);
        _projection.Write(file);
        file.Add(ReducedSection, _reduced);
        file.Add(NormsSection, _search.HalfNorms);
        file.Complete();
    }

    public void Dispose()
    {
        while (_passes.TryTake(out var pass)) pass.Dispose();
        _search.Dispose();
        if (_exact.IsValueCreated) _exact.Value.Dispose();
        _projection.Dispose();
        _reduced.Dispose();
        _file?.Dispose();
    }
}
