using System.Runtime.Intrinsics;

namespace DkNN.Vectors;

/// <summary>
/// Exact search for the rows nearest to queries by Euclidean distance: a blocked matrix product finds candidates, whose distances are
/// then computed exactly. The result is that of sorting all distances (<see cref="ExactDistance.Between"/>), then positions; it depends
/// neither on the batch, nor on the number of threads, nor on the machine.
/// </summary>
/// <remarks>Searches may run at the same time. Queries are best given by the hundred: every call reads all rows.</remarks>
public sealed class ExactSearch : IDisposable
{
    private readonly ScanSearch _scan;

    /// <summary>Prepares a search over rows, with all cores and the widest vectors.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public ExactSearch(RowMatrix rows, CancellationToken cancellationToken = default)
        : this(rows, WidestSimd, SharedCores.Limit, cancellationToken)
    {
    }

    /// <summary>Prepares a search over rows with some number of threads and some width of vectors.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="width">Width of the vectors; where the machine lacks it, software stands in for it, slowly.</param>
    /// <param name="workers">Number of threads, at least 1.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public ExactSearch(RowMatrix rows, SimdWidth width, int workers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _scan = new ScanSearch(new ExactRows(rows, PanelKernel.For(width), workers, cancellationToken), workers, exact: true);
    }

    /// <summary>Prepares a search over rows whose norms are known.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="halfNorms">The <see cref="HalfNorms"/> of a search over the same rows.</param>
    /// <exception cref="ArgumentException">The norms are none of these rows.</exception>
    public ExactSearch(RowMatrix rows, ReadOnlySpan<float> halfNorms)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _scan = new ScanSearch(new ExactRows(rows, PanelKernel.For(WidestSimd), halfNorms), SharedCores.Limit, exact: true);
    }

    /// <summary>The width that <see cref="ExactSearch(RowMatrix, CancellationToken)"/> uses on this machine.</summary>
    public static SimdWidth WidestSimd =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Bits512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Bits256
        : Vector128.IsHardwareAccelerated ? SimdWidth.Bits128
        : SimdWidth.Scalar;

    /// <summary>The rows.</summary>
    public RowMatrix Rows => _scan.Rows;

    /// <summary>−½‖x‖² of every row, one after the other: what the search knows of the rows beside themselves.</summary>
    public ReadOnlySpan<float> HalfNorms => _scan.HalfNorms;

    /// <summary>Searches the k nearest rows of every query.</summary>
    /// <param name="queries">Queries of the rows' dimension.</param>
    /// <param name="k">Neighbours a query, from 1 to the number of rows.</param>
    /// <param name="ids">queries × k row positions, nearest first; equal distances by position.</param>
    /// <param name="distances">queries × k Euclidean distances beside the positions.</param>
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
