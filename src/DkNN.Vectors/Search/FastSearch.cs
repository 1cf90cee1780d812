namespace DkNN.Vectors;

/// <summary>
/// Search over all rows by a blocked matrix product in single precision, without the last bits' certainty of <see cref="ExactSearch"/>: the
/// squared distances are ‖q‖² − 2(q·x − ½‖x‖²) as the product rounds. The result depends neither on the batch nor on the number of
/// threads; on another machine rounding may differ.
/// </summary>
/// <remarks>Searches may run at the same time. Queries are best given by the hundred: every call reads all rows.</remarks>
public sealed class FastSearch : IDisposable
{
    private readonly ScanSearch _scan;

    /// <summary>Prepares a search over rows, with all cores and the widest vectors.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public FastSearch(RowMatrix rows, CancellationToken cancellationToken = default)
        : this(rows, ExactSearch.WidestSimd, SharedCores.Limit, codes: null, cancellationToken)
    {
    }

    /// <summary>Prepares a search over rows with some number of threads and some width of vectors.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="width">Width of the vectors.</param>
    /// <param name="workers">Number of threads, at least 1.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public FastSearch(RowMatrix rows, SimdWidth width, int workers, CancellationToken cancellationToken = default)
        : this(rows, width, workers, codes: null, cancellationToken)
    {
    }

    /// <summary>Prepares a search over rows whose norms are known.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="halfNorms">The <see cref="HalfNorms"/> of a search over the same rows.</param>
    /// <exception cref="ArgumentException">The norms are none of these rows.</exception>
    public FastSearch(RowMatrix rows, ReadOnlySpan<float> halfNorms)
        : this(rows, halfNorms, codes: null)
    {
    }

    private FastSearch(RowMatrix rows, ReadOnlySpan<float> halfNorms, RowCodes? codes)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var measured = new ExactRows(rows, PanelKernel.For(ExactSearch.WidestSimd), halfNorms);
        _scan = new ScanSearch(measured, SharedCores.Limit, exact: false, codes);
    }

    private FastSearch(RowMatrix rows, SimdWidth width, int workers, RowCodes? codes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _scan = new ScanSearch(new ExactRows(rows, PanelKernel.For(width), workers, cancellationToken), workers, exact: false, codes);
    }

    /// <summary>The rows that are searched.</summary>
    public RowMatrix Rows => _scan.Rows;

    /// <summary>−½‖x‖² of every row, one after the other: what the search knows of the rows beside themselves.</summary>
    public ReadOnlySpan<float> HalfNorms => _scan.HalfNorms;

    /// <summary>Prepares a search over rows that have codes.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="codes">Their codes, by which a query that comes alone is answered sooner; null for none.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public static FastSearch WithCodes(RowMatrix rows, RowCodes? codes, CancellationToken cancellationToken) =>
        new(rows, ExactSearch.WidestSimd, SharedCores.Limit, codes, cancellationToken);

    /// <summary>Prepares a search over rows whose norms are known, and which have codes.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="codes">Their codes, likewise; null for none.</param>
    /// <param name="halfNorms">The <see cref="HalfNorms"/> of a search over the same rows.</param>
    /// <exception cref="ArgumentException">The norms are none of these rows.</exception>
    public static FastSearch WithCodes(RowMatrix rows, RowCodes? codes, ReadOnlySpan<float> halfNorms) => new(rows, halfNorms, codes);

    /// <summary>Searches the k nearest rows of every query.</summary>
    /// <param name="queries">Queries of the rows' dimension.</param>
    /// <param name="k">Neighbours a query, from 1 to the number of rows.</param>
    /// <param name="ids">queries × k row positions, nearest first; equally similar rows by position.</param>
    /// <param name="distances">queries × k Euclidean distances, within rounding, beside the positions.</param>
    /// <param name="cancellationToken">Stops the search; it is looked at for every block of rows.</param>
    /// <exception cref="ArgumentException">
    /// The dimension differs, k is out of range, a span has the wrong length, or a query holds NaN, infinity or values whose squares
    /// overflow single precision.
    /// </exception>
    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default) =>
        _scan.Search(queries, k, ids, distances, cancellationToken);

    /// <summary>Frees the buffers; the rows are the caller's.</summary>
    public void Dispose() => _scan.Dispose();
}
