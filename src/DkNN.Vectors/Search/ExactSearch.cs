using System.Collections.Concurrent;
using System.Runtime.Intrinsics;

namespace DkNN.Vectors;

/// <summary>
/// Exact search for the rows nearest to queries by Euclidean distance: a blocked matrix product finds candidates, whose distances are
/// then computed exactly. The result is that of sorting all distances (<see cref="ExactDistance.Between"/>), then positions; it depends
/// neither on the batch, nor on the number of threads, nor on the machine.
/// </summary>
/// <remarks>Searches may run at the same time. Queries are best given by the hundred: every call reads all rows.</remarks>
public sealed unsafe class ExactSearch : IDisposable
{
    private readonly ConcurrentBag<ExactPass> _passes = [];
    private readonly ExactRows _rows;
    private readonly int _workers;

    /// <summary>Prepares a search over rows, with all cores and the widest vectors.</summary>
    /// <param name="rows">The rows, owned by the caller and valid as long as the search.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public ExactSearch(RowMatrix rows, CancellationToken cancellationToken = default)
        : this(rows, WidestSimd, Environment.ProcessorCount, cancellationToken)
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
        _rows = new ExactRows(rows, PanelKernel.For(width), workers, cancellationToken);
        _workers = workers;
    }

    /// <summary>The width that <see cref="ExactSearch(RowMatrix, CancellationToken)"/> uses on this machine.</summary>
    public static SimdWidth WidestSimd =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Bits512 : Vector256.IsHardwareAccelerated ? SimdWidth.Bits256 : SimdWidth.Bits128;

    /// <summary>The rows.</summary>
    public RowMatrix Rows => _rows.Matrix;

    /// <summary>−½‖x‖² of every row, one after the other: what the search knows of the rows beside themselves.</summary>
    public ReadOnlySpan<float> HalfNorms => _rows.HalfNorms;

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
            _passes.Add(pass);
        }
    }

    /// <summary>Frees the buffers; the rows are the caller's.</summary>
    public void Dispose()
    {
        while (_passes.TryTake(out var pass)) pass.Dispose();
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

    private ExactPass Rent(int queries, int k)
    {
        if (_passes.TryTake(out var pass))
        {
            if (pass.Suits(queries, k)) return pass;
            pass.Dispose();
        }

        return new ExactPass(_rows, _workers, queries, k);
    }
}
