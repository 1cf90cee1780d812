using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>
/// A hierarchical navigable small world (Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical
/// navigable small world graphs", 2018): every row is linked to near rows in all directions, and a search walks from row to row.
/// </summary>
/// <remarks>
/// Walks are over 8-bit copies of the rows where these tell near rows apart; what a walk finds is measured exactly. Any number of
/// searches may run at a time; <see cref="Insert"/> and <see cref="Delete"/> wait until they have ended, and hold up those that follow.
/// Where links lead to fewer than k rows, or to more than an eighth of all would be kept, all rows are measured.
/// </remarks>
public sealed unsafe class HnswIndex : RowIndex
{
    /// <summary>Rows of an insertion between two looks whether it is to stop.</summary>
    private const int InsertedAtOnce = 4_096;

    private readonly RowStore _rows;
    private readonly Graph _graph;
    private readonly RowCodes? _codes;
    private readonly PinnedArray<byte> _deleted;
    private readonly int _workers;
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly QueryLoop<Walker> _loop;
    private bool _anyDeleted;

    internal HnswIndex(
        RowStore rows, Graph graph, RowCodes? codes, PinnedArray<byte> deleted, int efSearch, int workers, SectionFile? file)
        : base(rows.Given, GraphFile.Kind, file)
    {
        _rows = rows;
        _graph = graph;
        _codes = codes;
        _deleted = deleted;
        _anyDeleted = deleted.Values.ContainsAnyExcept((byte)0);
        _workers = workers;
        _loop = new(this, () => new Walker());
        Effort = new SearchEffort("efSearch", 1, 100_000, efSearch, isWhole: true);
    }

    /// <summary>Number of rows: those of the build, then those inserted; deleted ones keep their positions.</summary>
    public override int Count => _rows.Count;

    /// <summary>How many rows a search keeps on its way, ef in the paper; never fewer than it is asked for.</summary>
    public override SearchEffort Effort { get; }

    /// <summary>Queries answered, rows measured exactly, and rows looked at in either form.</summary>
    public override SearchStatistics Statistics => _loop.Statistics;

    /// <summary>Bytes of links, codes and inserted rows.</summary>
    public override long Bytes => _graph.Bytes + (_codes?.Values.Bytes ?? 0) + _deleted.Bytes + _rows.Bytes;

    /// <summary>Searches the k nearest of the rows that a filter lets through. Other rows are walked over.</summary>
    /// <param name="queries">Queries of the index's dimension.</param>
    /// <param name="k">Neighbours a query, from 1 to <see cref="Count"/>.</param>
    /// <param name="allowed">
    /// Tells of a position whether the row is wanted. It is called from many threads at once, and often, and must not use the index.
    /// </param>
    /// <param name="ids">queries × k row positions, nearest first; −1 where fewer than k rows are wanted.</param>
    /// <param name="distances">queries × k Euclidean distances; +∞ beside −1.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">As for a search without a filter.</exception>
    public void Search(
        RowMatrix queries,
        int k,
        Func<int, bool> allowed,
        Span<int> ids,
        Span<float> distances,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        using var use = Use();
        SearchArguments.Check(this, queries, k, ids.Length, distances.Length);
        using var rows = Rows.Acquire();
        using var asked = queries.Acquire();
        using var core = SharedCores.Enter(cancellationToken);
        SearchAllowed(queries, k, allowed, ids, distances, cancellationToken);
    }

    /// <summary>Adds copies of rows, at the positions that follow; <see cref="RowIndex.Save"/> stores them too.</summary>
    /// <remarks>
    /// Codes keep the range of the rows of the build: rows far outside it are walked to less surely, though measured exactly.
    /// </remarks>
    /// <param name="more">Rows of the index's dimension.</param>
    /// <param name="cancellationToken">
    /// Stops the work between parts of 4,096 rows: those before are in, and <see cref="Count"/> tells how many.
    /// </param>
    /// <exception cref="ArgumentException">The dimension differs, or a row holds NaN, infinity or values too large.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public void Insert(RowMatrix more, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(more);
        if (more.Dimension != Dimension)
        {
            throw new ArgumentException(
                $"The rows have {more.Dimension} floats each, those of the index {Dimension}: extract both from the same layer.",
                nameof(more));
        }

        FiniteRows.RequireRows(more, cancellationToken);
        using var use = Use();
        using var rows = Rows.Acquire();
        // A core before the lock, as searches take them, so that neither waits for the other.
        using var core = SharedCores.Enter(cancellationToken);
        using var held = Hold(isWrite: true);
        for (int done = 0; done < more.Count; done += InsertedAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var part = more.Slice(done, Math.Min(InsertedAtOnce, more.Count - done));
            int first = Count;
            _rows.Append(part);
            // A row that is half linked would spoil the graph, so that a part is never stopped.
            Link(part, first, null, CancellationToken.None);
        }
    }

    /// <summary>Marks a row as deleted: searches walk over it, but never return it. The mark is saved with the index.</summary>
    /// <param name="row">Position, from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void Delete(int row)
    {
        using var use = Use();
        using var held = Hold(isWrite: true);
        if ((uint)row >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(row), row, $"The index has {Count} rows.");
        _deleted.Grow(Count);
        _deleted.Pointer[row] = 1;
        _anyDeleted = true;
    }

    /// <inheritdoc/>
    protected override void Answer(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken) =>
        SearchAllowed(queries, k, null, ids, distances, cancellationToken);

    /// <inheritdoc/>
    protected override void Write(SectionFileWriter file)
    {
        using var _ = Hold(isWrite: false);
        GraphFile.Write(file, _rows, _graph, _codes, _deleted);
    }

    /// <inheritdoc/>
    protected override void Free()
    {
        _gate.Dispose();
        _rows.Dispose();
    }

    internal static HnswIndex Build(RowMatrix rows, HnswOptions options, IndexBuildContext context, int workers)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        FiniteRows.RequireRows(rows, context.CancellationToken);
        var index = new HnswIndex(
            new RowStore(rows),
            new Graph(options.M, options.EfConstruction, context.Seed),
            RowCodes.Fit(rows),
            new PinnedArray<byte>(0),
            options.EfSearch,
            workers,
            file: null);
        try
        {
            index.Link(rows, 0, context.Progress, context.CancellationToken);
            context.Progress?.Report(1);
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    internal static HnswIndex Load(string path, RowMatrix rows, int efSearch) => SectionFile.Map(path, GraphFile.Kind, file =>
    {
        var saved = GraphFile.Read(file, rows);
        return new HnswIndex(saved.Rows, saved.Graph, saved.Codes, saved.Deleted, efSearch, SharedCores.Limit, file);
    });

    private void Link(RowMatrix added, int first, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        _codes?.Append(added, first, _workers);
        _deleted.Grow(Count);
        var insertion = new Insertion(_rows, _graph, _codes, _workers);
        insertion.Run(added, first, progress, cancellationToken);
    }

    private void SearchAllowed(
        RowMatrix queries, int k, Func<int, bool>? allowed, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        using var _ = Hold(isWrite: false);
        var search = new QuerySearch(_rows, _graph, _codes, _anyDeleted ? _deleted.Pointer : null, allowed, k, (int)Effort.Value);
        _loop.Run(
            queries,
            k,
            ids,
            distances,
            (walker, query, someIds, someDistances) =>
                search.Answer(walker, queries.Pointer + ((nint)query * queries.Stride), someIds, someDistances),
            cancellationToken: cancellationToken);
    }

    private Gate Hold(bool isWrite) => new(_gate, isWrite);

    private readonly ref struct Gate
    {
        private readonly ReaderWriterLockSlim _lock;
        private readonly bool _isWrite;

        public Gate(ReaderWriterLockSlim gate, bool isWrite)
        {
            _lock = gate;
            _isWrite = isWrite;
            if (isWrite) gate.EnterWriteLock();
            else gate.EnterReadLock();
        }

        public void Dispose()
        {
            if (_isWrite) _lock.ExitWriteLock();
            else _lock.ExitReadLock();
        }
    }
}
