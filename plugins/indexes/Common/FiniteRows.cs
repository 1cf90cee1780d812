using DkNN.Vectors;

namespace DkNN.Indexes;

/// <summary>Refuses rows that have no distances.</summary>
internal static unsafe class FiniteRows
{
    /// <summary>Squared norm from which a squared distance could overflow single precision.</summary>
    private const float MaxSquaredNorm = 1e37f;

    /// <summary>Checks rows to index.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public static void RequireRows(RowMatrix rows, CancellationToken cancellationToken) => Require(
        rows,
        "Row {0} holds NaN, infinity or values too large for single precision: such rows have no neighbours. " +
        "Check the training data and the network's weights.",
        cancellationToken);

    /// <summary>Checks queries.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="ArgumentException">A query holds NaN, infinity or values whose squares overflow single precision.</exception>
    public static void RequireQueries(RowMatrix queries, CancellationToken cancellationToken) => Require(
        queries,
        "Query {0} holds NaN, infinity or values too large for single precision: check the network's activations for it.",
        cancellationToken);

    private static void Require(RowMatrix rows, string problem, CancellationToken cancellationToken)
    {
        int bad = rows.Count;
        Lock gate = new();
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, rows.Count, options, row =>
        {
            float* values = rows.Pointer + ((nint)row * rows.Stride);
            // Not "≥", which NaN is not either.
            if (FastDistance.Dot(values, values, rows.Stride) < MaxSquaredNorm) return;
            lock (gate) bad = Math.Min(bad, row);
        });
        if (bad == rows.Count) return;
        throw new ArgumentException(problem.Replace("{0}", $"{bad}", StringComparison.Ordinal), nameof(rows));
    }
}
