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

    private readonly ExactSearch _search;
    private readonly PanelKernel _kernel;
    private readonly ExactQuery[] _queries;
    private readonly Action<int> _drain;
    private readonly Action<ExactWorker, int> _pack;
    private readonly Action<ExactWorker, int> _scan;
    private readonly Action<ExactWorker, int> _finish;

    private float* _source;
    private int _sourceStride;
    private int _count;
    private int* _ids;
    private float* _distances;
    private CancellationToken _cancellation;
    private Action<ExactWorker, int> _step;
    private int _items;
    private int _next;

    /// <summary>Creates the buffers.</summary>
    /// <param name="search">The search.</param>
    /// <param name="queries">Queries expected; a pass takes at most <see cref="Capacity"/> of them.</param>
    /// <param name="k">Neighbours a query.</param>
    public ExactPass(ExactSearch search, int queries, int k)
    {
        _search = search;
        _kernel = search.Kernel;
        K = k;

        int candidates = CandidatesFor(k);
        int panels = (Math.Min(queries, MostQueries(candidates)) + _kernel.Width - 1) / _kernel.Width;
        Capacity = panels * _kernel.Width;

        Packed = RowMatrix.Allocate(panels, checked(search.Rows.Dimension * _kernel.Width));
        Thresholds = RowMatrix.Allocate(panels, _kernel.Width);
        _queries = new ExactQuery[Capacity];
        Workers = new ExactWorker[search.Workers];
        for (int i = 0; i < Workers.Length; i++) Workers[i] = new ExactWorker(_kernel, panels, candidates, Workers.Length);

        _drain = Drain;
        _pack = (_, panel) => Pack(panel);
        _scan = (worker, block) => worker.Scan(this, block * PanelKernel.BlockRows);
        _finish = Finish;
        _step = _pack;
    }

    /// <summary>Queries that one pass takes.</summary>
    public int Capacity { get; }

    /// <summary>Neighbours a query.</summary>
    public int K { get; }

    public RowMatrix Rows => _search.Rows;

    /// <summary>−½‖x‖² of every row.</summary>
    public float* Offsets => _search.Offsets.Pointer;

    public ExactWorker[] Workers { get; }

    /// <summary>The queries, a panel a row: dimension × panel width floats.</summary>
    public RowMatrix Packed { get; }

    /// <summary>
    /// The similarity that a row must reach to be a candidate, a panel of queries a row. All threads read and raise it without a lock:
    /// whichever write wins, at least k rows known to some thread reach it, so that none of the k nearest is lost.
    /// </summary>
    public RowMatrix Thresholds { get; }

    /// <summary>Panels with at least one query.</summary>
    public int Panels => (_count + _kernel.Width - 1) / _kernel.Width;

    public ExactQuery Query(int index) => _queries[index];

    /// <summary>Whether the buffers serve a search: made for the same k, and as large as new ones would be.</summary>
    /// <param name="queries">Queries expected.</param>
    /// <param name="k">Neighbours a query.</param>
    public bool Suits(int queries, int k) => k == K && Capacity >= Math.Min(queries, MostQueries(CandidatesFor(k)));

    /// <summary>Searches for some of the queries.</summary>
    /// <param name="queries">All queries.</param>
    /// <param name="first">First query of the pass.</param>
    /// <param name="ids">Where the pass writes positions.</param>
    /// <param name="distances">Where it writes distances.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The number of queries searched.</returns>
    public int Run(RowMatrix queries, int first, int* ids, float* distances, CancellationToken cancellationToken)
    {
        _count = Math.Min(Capacity, queries.Count - first);
        _source = queries.Pointer + ((nint)first * queries.Stride);
        _sourceStride = queries.Stride;
        _ids = ids;
        _distances = distances;
        _cancellation = cancellationToken;

        for (int i = 0; i < _count; i++) _queries[i] = _search.Prepare(_source + ((nint)i * _sourceStride), first + i);
        OpenThresholds();
        foreach (var worker in Workers) worker.Start();
        Distribute(Panels, _pack);
        Distribute((Rows.Count + PanelKernel.BlockRows - 1) / PanelKernel.BlockRows, _scan);
        Distribute(_count, _finish);
        return _count;
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        Packed.Dispose();
        Thresholds.Dispose();
        foreach (var worker in Workers) worker.Dispose();
    }

    /// <summary>Twice k: the threshold rises often enough to let few rows in, and selecting anew stays rare.</summary>
    private int CandidatesFor(int k) => (int)Math.Min((2L * k) + 32, Rows.Count + 1L);

    private static int MostQueries(int candidates) => Math.Clamp(MaxCandidates / candidates, 1, MaxQueries);

    /// <summary>Lets every row in for the pass's queries, and none for the lanes that remain.</summary>
    private void OpenThresholds()
    {
        for (int panel = 0; panel < Thresholds.Count; panel++)
        {
            var thresholds = Thresholds.MutableRow(panel);
            int open = Math.Clamp(_count - (panel * _kernel.Width), 0, _kernel.Width);
            thresholds[..open].Fill(float.NegativeInfinity);
            thresholds[open..].Fill(float.PositiveInfinity);
        }
    }

    /// <summary>Gives items to whichever worker is free.</summary>
    private void Distribute(int items, Action<ExactWorker, int> step)
    {
        _step = step;
        _items = items;
        _next = 0;
        int workers = Math.Min(Workers.Length, items);
        if (workers == 1) Drain(0);
        else Parallel.For(0, workers, _drain);
        _cancellation.ThrowIfCancellationRequested();
    }

    private void Drain(int worker)
    {
        int item;
        while (!_cancellation.IsCancellationRequested && (item = Interlocked.Increment(ref _next) - 1) < _items)
        {
            _step(Workers[worker], item);
        }
    }

    /// <summary>Transposes a panel's queries, some floats of each at a time so that the lines written stay in the cache.</summary>
    private void Pack(int panel)
    {
        const int Some = 64;
        int width = _kernel.Width;
        int dimension = Rows.Dimension;
        int lanes = Math.Min(width, _count - (panel * width));
        float* source = _source + ((nint)panel * width * _sourceStride);
        float* destination = Packed.Pointer + ((nint)panel * Packed.Stride);
        for (int start = 0; start < dimension; start += Some)
        {
            int end = Math.Min(start + Some, dimension);
            for (int lane = 0; lane < lanes; lane++)
            {
                float* query = source + ((nint)lane * _sourceStride);
                for (int i = start; i < end; i++) destination[((nint)i * width) + lane] = query[i];
            }
        }
    }

    private void Finish(ExactWorker worker, int index)
    {
        var nearest = worker.Merge(this, index);
        for (int i = 0; i < nearest.Length; i++)
        {
            _ids[((nint)index * K) + i] = CandidateList.RowOf(nearest[i]);
            _distances[((nint)index * K) + i] = CandidateList.DistanceOf(nearest[i]);
        }
    }
}
