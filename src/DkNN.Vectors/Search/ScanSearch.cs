using System.Collections.Concurrent;

namespace DkNN.Vectors;

/// <summary>What <see cref="ExactSearch"/> and <see cref="FastSearch"/> share: checks, buffers and passes.</summary>
/// <param name="rows">The rows, measured.</param>
/// <param name="workers">Number of threads, at least 1.</param>
/// <param name="exact">Whether results are exact to the last bit.</param>
internal sealed unsafe class ScanSearch(ExactRows rows, int workers, bool exact) : IDisposable
{
    private readonly ConcurrentBag<ScanPass> _passes = [];

    public RowMatrix Rows => rows.Matrix;

    public ReadOnlySpan<float> HalfNorms => rows.HalfNorms;

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

    public void Dispose()
    {
        while (_passes.TryTake(out var pass)) pass.Dispose();
        rows.Dispose();
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
        if (_passes.TryTake(out var pass))
        {
            if (pass.Suits(queries, k)) return pass;
            pass.Dispose();
        }

        return new ScanPass(rows, workers, queries, k, exact);
    }
}
