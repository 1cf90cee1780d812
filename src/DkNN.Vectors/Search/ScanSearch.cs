namespace DkNN.Vectors;

/// <summary>What <see cref="ExactSearch"/> and <see cref="FastSearch"/> share: checks, buffers and passes.</summary>
internal sealed unsafe class ScanSearch : IDisposable
{
    private readonly ExactRows _rows;
    private readonly int _workers;
    private readonly bool _exact;
    private readonly BufferPool<ScanPass> _passes = new();
    private readonly CodedSearch? _coded;
    private readonly Lifetime _lifetime;

    /// <summary>Prepares a search.</summary>
    /// <param name="rows">The rows, measured.</param>
    /// <param name="workers">Most threads, at least 1.</param>
    /// <param name="exact">Whether results are exact to the last bit.</param>
    /// <param name="codes">The rows' codes, for queries that come alone; null where there are none.</param>
    public ScanSearch(ExactRows rows, int workers, bool exact, RowCodes? codes = null)
    {
        (_rows, _workers, _exact) = (rows, workers, exact);
        if (codes is { Bytes: <= RowCodes.MaxWideBytes }) _coded = new CodedSearch(rows, codes);
        _lifetime = new(nameof(ScanSearch), Free);
    }

    public RowMatrix Rows => _rows.Matrix;

    public ReadOnlySpan<float> HalfNorms => _rows.HalfNorms;

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (queries.Dimension != Rows.Dimension)
        {
            throw new ArgumentException(
                $"The queries have {queries.Dimension} floats each, the rows {Rows.Dimension}: " +
                "extract both from the same layer.", nameof(queries));
        }

        if (k < 1 || k > Rows.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"Ask for 1 to {Rows.Count} neighbours: there are {Rows.Count} rows.");
        }

        RequireLength(ids.Length, queries.Count, k, nameof(ids));
        RequireLength(distances.Length, queries.Count, k, nameof(distances));
        if (queries.Count == 0) return;

        using var use = _lifetime.Enter();
        using var searched = Rows.Acquire();
        using var asked = queries.Acquire();
        using var core = SharedCores.Enter(cancellationToken);
        if (_coded is not null && queries.Count == 1)
        {
            _coded.Search(queries.Pointer, k, ids, distances, cancellationToken);
            return;
        }

        var pass = Rent(queries.Count, k);
        try
        {
            fixed (int* idsStart = ids)
            fixed (float* distancesStart = distances)
            {
                for (int first = 0; first < queries.Count;)
                {
                    nint written = (nint)first * k;
                    first += pass.Run(queries, first, idsStart + written, distancesStart + written, cancellationToken);
                }
            }
        }
        finally
        {
            _passes.Give(pass);
        }
    }

    public void Dispose() => _lifetime.End();

    private void Free()
    {
        _passes.Free();
        _rows.Dispose();
    }

    private static void RequireLength(int length, int queries, int k, string name)
    {
        if (length != (long)queries * k)
        {
            throw new ArgumentException(
                $"The span has {length} elements; {queries} queries × {k} neighbours need {(long)queries * k}.", name);
        }
    }

    private ScanPass Rent(int queries, int k)
    {
        if (_passes.Take() is { } pass)
        {
            if (pass.Suits(queries, k)) return pass;
            pass.Dispose();
        }

        return new ScanPass(_rows, _workers, queries, k, _exact);
    }
}
