namespace DkNN.Vectors;

/// <summary>One pass over all rows for some queries, with its buffers, which later passes use again.</summary>
/// <remarks>
/// The threads take rows block by block, so that each row comes from memory once a pass. In the end a query's candidates of all threads
/// are merged; as every candidate that could matter is measured exactly, the result does not depend on who saw which block.
/// </remarks>
internal sealed unsafe class ScanPass : IDisposable
{
    private const int MaxQueries = 512;
    private const int MaxCandidates = 4 << 20;

    /// <summary>One block of so many is a sample, by which the others' thresholds are guessed.</summary>
    private const int SampleStep = 16;

    private readonly int _rowCount;
    private readonly QueryBatch _batch;
    private readonly ScanWorker[] _workers;
    private readonly Action<int> _drain;
    private readonly Action<ScanWorker, int> _pack;
    private readonly Action<ScanWorker, int> _scan;
    private readonly Action<ScanWorker, int> _sample;
    private readonly Action<ScanWorker, int> _guess;
    private readonly Action<ScanWorker, int> _finish;
    private readonly bool[] _open;
    private readonly bool _sampled;
    private readonly int _sampleRank;

    private int* _ids;
    private float* _distances;
    private CancellationToken _cancellation;
    private Action<ScanWorker, int> _step;
    private int _items;
    private int _next;

    /// <summary>Creates the buffers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="workers">Number of threads.</param>
    /// <param name="queries">Queries expected; a pass may take fewer.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="exact">Whether the result is exact to the last bit, or as the matrix product rounds.</param>
    public ScanPass(ExactRows rows, int workers, int queries, int k, bool exact)
    {
        _rowCount = rows.Matrix.Count;
        int candidates = CandidatesFor(k);
        _batch = new QueryBatch(rows, Math.Min(queries, MostQueries(candidates)), k);
        _workers = new ScanWorker[workers];
        for (int i = 0; i < workers; i++)
        {
            _workers[i] = exact
                ? new ExactWorker(rows, _batch, candidates, workers)
                : new FastWorker(rows, _batch, candidates, workers);
        }

        _drain = Drain;
        _pack = (_, panel) => _batch.Pack(panel);
        _scan = (worker, block) => worker.Scan(block * PanelKernel.BlockRows);
        _sample = (worker, block) => worker.Scan(block * SampleStep * PanelKernel.BlockRows);
        _guess = (worker, query) => _batch.Threshold(query) = ((FastWorker)worker).SimilarityOfBest(_workers, query, _sampleRank);
        _finish = Finish;
        _open = new bool[_batch.Capacity];
        _sampled = !exact && Blocks >= 4 * SampleStep;
        double expected = (double)k / SampleStep;
        _sampleRank = Math.Min(k, (int)Math.Ceiling((1.25 * expected) + (3 * Math.Sqrt(expected))));
        _step = _pack;
    }

    private int Blocks => (_rowCount + PanelKernel.BlockRows - 1) / PanelKernel.BlockRows;

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
        Distribute(_batch.Panels, _pack);
        Array.Fill(_open, true, 0, _batch.Count);
        if (_sampled) GuessThresholds();
        while (_open.AsSpan(0, _batch.Count).Contains(true))
        {
            foreach (var worker in _workers) worker.Start(_batch.K);
            Distribute(Blocks, _scan);
            Distribute(_batch.Count, _finish);
            // A guess that let too few rows in is forgotten.
            for (int query = 0; query < _batch.Count; query++)
            {
                _batch.Threshold(query) = _open[query] ? float.NegativeInfinity : float.PositiveInfinity;
            }
        }

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

    /// <summary>
    /// Guesses from a sample of the blocks how similar the k-th row will be, with room for chance. A guess only saves work: too low it lets
    /// more rows in, too high the query goes through the rows again.
    /// </summary>
    private void GuessThresholds()
    {
        foreach (var worker in _workers) worker.Start(_sampleRank);
        Distribute((Blocks + SampleStep - 1) / SampleStep, _sample);
        Distribute(_batch.Count, _guess);
    }

    /// <summary>Gives items to whichever worker is free.</summary>
    private void Distribute(int items, Action<ScanWorker, int> step)
    {
        _step = step;
        _items = items;
        _next = 0;
        // One query alone is over before others could help much, and leaves their cores to other callers.
        int most = _batch.Count == 1 ? 1 : Math.Min(_workers.Length, items);
        SharedCores.Run(most, _drain, _cancellation);
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

    private void Finish(ScanWorker worker, int query)
    {
        if (!_open[query]) return;
        nint start = (nint)query * _batch.K;
        _open[query] = !worker.Finish(_workers, query, _ids + start, _distances + start);
    }
}
