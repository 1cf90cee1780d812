namespace DkNN.Vectors;

/// <summary>One pass over all rows for some queries, with its buffers, which later passes use again.</summary>
/// <remarks>
/// The threads take rows block by block, so that each row comes from memory once a pass. In the end a query's candidates of all threads
/// are merged; as every candidate that could matter is measured exactly, the result does not depend on who saw which block.
/// </remarks>
internal sealed unsafe class ExactPass : IDisposable
{
    private const int MaxQueries = 512;
    private const int MaxCandidates = 4 << 20;

    private readonly int _rowCount;
    private readonly QueryBatch _batch;
    private readonly ExactWorker[] _workers;
    private readonly Action<int> _drain;
    private readonly Action<ExactWorker, int> _pack;
    private readonly Action<ExactWorker, int> _scan;
    private readonly Action<ExactWorker, int> _finish;

    private int* _ids;
    private float* _distances;
    private CancellationToken _cancellation;
    private Action<ExactWorker, int> _step;
    private int _items;
    private int _next;

    /// <summary>Creates the buffers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="workers">Number of threads.</param>
    /// <param name="queries">Queries expected; a pass may take fewer.</param>
    /// <param name="k">Neighbours a query.</param>
    public ExactPass(ExactRows rows, int workers, int queries, int k)
    {
        _rowCount = rows.Matrix.Count;
        int candidates = CandidatesFor(k);
        _batch = new QueryBatch(rows, Math.Min(queries, MostQueries(candidates)), k);
        _workers = new ExactWorker[workers];
        for (int i = 0; i < workers; i++) _workers[i] = new ExactWorker(rows, _batch, candidates, workers);

        _drain = Drain;
        _pack = (_, panel) => _batch.Pack(panel);
        _scan = (worker, block) => worker.Scan(block * PanelKernel.BlockRows);
        _finish = Finish;
        _step = _pack;
    }

    /// <summary>Whether the buffers serve a search: made for the same k, and as large as new ones would be.</summary>
    /// <param name="queries">Queries expected.</param>
    /// <param name="k">Neighbours a query.</param>
    public bool Suits(int queries, int k) => k == _batch.K && _batch.Capacity >= Math.Min(queries, MostQueries(CandidatesFor(k)));

    /// <summary>Searches for some of the queries.</summary>
    /// <param name="queries">All queries.</param>
    /// <param name="first">First query of the pass.</param>
    /// <param name="ids">Where the pass writes positions.</param>
    /// <param name="distances">Where it writes distances.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The number of queries searched.</returns>
    public int Run(RowMatrix queries, int first, int* ids, float* distances, CancellationToken cancellationToken)
    {
        _ids = ids;
        _distances = distances;
        _cancellation = cancellationToken;

        _batch.Take(queries, first);
        foreach (var worker in _workers) worker.Start();
        Distribute(_batch.Panels, _pack);
        Distribute((_rowCount + PanelKernel.BlockRows - 1) / PanelKernel.BlockRows, _scan);
        Distribute(_batch.Count, _finish);
        return _batch.Count;
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        _batch.Dispose();
        foreach (var worker in _workers) worker.Dispose();
    }

    /// <summary>Twice k: the threshold rises often enough to let few rows in, and selecting anew stays rare.</summary>
    private int CandidatesFor(int k) => (int)Math.Min((2L * k) + 32, _rowCount + 1L);

    private static int MostQueries(int candidates) => Math.Clamp(MaxCandidates / candidates, 1, MaxQueries);

    /// <summary>Gives items to whichever worker is free.</summary>
    private void Distribute(int items, Action<ExactWorker, int> step)
    {
        _step = step;
        _items = items;
        _next = 0;
        int workers = Math.Min(_workers.Length, items);
        if (workers == 1) Drain(0);
        else Parallel.For(0, workers, _drain);
        _cancellation.ThrowIfCancellationRequested();
    }

    private void Drain(int worker)
    {
        int item;
        while (!_cancellation.IsCancellationRequested && (item = Interlocked.Increment(ref _next) - 1) < _items)
        {
            _step(_workers[worker], item);
        }
    }

    private void Finish(ExactWorker worker, int index)
    {
        var nearest = worker.Merge(_workers, index);
        nint start = (nint)index * nearest.Length;
        for (int i = 0; i < nearest.Length; i++)
        {
            _ids[start + i] = CandidateList.RowOf(nearest[i]);
            _distances[start + i] = CandidateList.DistanceOf(nearest[i]);
        }
    }
}
