namespace DkNN.Vectors;

/// <summary>The queries of one pass over the rows, as the kernel reads them, and the similarities that candidates must reach.</summary>
internal sealed unsafe class QueryBatch : IDisposable
{
    private readonly ExactRows _rows;
    private readonly int _width;
    private readonly ExactQuery[] _queries;

    private float* _source;
    private int _sourceStride;

    /// <summary>Creates the buffers.</summary>
    /// <param name="rows">The rows that the queries are for.</param>
    /// <param name="queries">Queries to make room for; the last panel is made full.</param>
    /// <param name="k">Neighbours a query.</param>
    public QueryBatch(ExactRows rows, int queries, int k)
    {
        _rows = rows;
        _width = rows.Kernel.Width;
        K = k;

        int panels = PanelsFor(queries);
        _queries = new ExactQuery[panels * _width];
        Packed = RowMatrix.Allocate(panels, checked(rows.Matrix.Dimension * _width));
        Thresholds = RowMatrix.Allocate(panels, _width);
    }

    /// <summary>Queries that there is room for: whole panels.</summary>
    public int Capacity => _queries.Length;

    /// <summary>Neighbours a query.</summary>
    public int K { get; }

    /// <summary>Queries of the pass.</summary>
    public int Count { get; private set; }

    /// <summary>Panels with at least one query.</summary>
    public int Panels => PanelsFor(Count);

    /// <summary>The queries, a panel a row: dimension × panel width floats.</summary>
    public RowMatrix Packed { get; }

    /// <summary>
    /// The similarity that a row must reach to be a candidate, a panel of queries a row. All threads read and raise it without a lock:
    /// whichever write wins, at least k rows known to some thread reach it, so that none of the k nearest is lost.
    /// </summary>
    public RowMatrix Thresholds { get; }

    /// <summary>A query's place in the <see cref="Thresholds"/>.</summary>
    public ref float Threshold(int query) => ref Thresholds.Pointer[((nint)(query / _width) * Thresholds.Stride) + (query % _width)];

    public ExactQuery this[int index] => _queries[index];

    /// <summary>Takes as many queries as there is room for, and measures them; <see cref="Pack"/> each panel then.</summary>
    /// <param name="queries">All queries, valid until the next are taken.</param>
    /// <param name="first">First query to take.</param>
    /// <exception cref="ArgumentException">A query holds NaN, infinity or values whose squares overflow single precision.</exception>
    public void Take(RowMatrix queries, int first)
    {
        Count = Math.Min(Capacity, queries.Count - first);
        _source = queries.Pointer + ((nint)first * queries.Stride);
        _sourceStride = queries.Stride;
        for (int i = 0; i < Count; i++) _queries[i] = _rows.Prepare(_source + ((nint)i * _sourceStride), first + i);
        OpenThresholds();
    }

    /// <summary>Transposes a panel's queries, some floats of each at a time so that the lines written stay in the cache.</summary>
    /// <param name="panel">One of the <see cref="Panels"/>.</param>
    public void Pack(int panel)
    {
        const int Some = 64;
        int width = _width;
        int dimension = _rows.Matrix.Dimension;
        int lanes = Math.Min(width, Count - (panel * width));
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

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        Packed.Dispose();
        Thresholds.Dispose();
    }

    private int PanelsFor(int queries) => (queries + _width - 1) / _width;

    /// <summary>Lets every row in for the pass's queries, and none for the lanes that remain.</summary>
    private void OpenThresholds()
    {
        for (int panel = 0; panel < Thresholds.Count; panel++)
        {
            var thresholds = Thresholds.MutableRow(panel);
            int open = Math.Clamp(Count - (panel * _width), 0, _width);
            thresholds[..open].Fill(float.NegativeInfinity);
            thresholds[open..].Fill(float.PositiveInfinity);
        }
    }
}
