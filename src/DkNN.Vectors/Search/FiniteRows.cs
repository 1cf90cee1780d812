namespace DkNN.Vectors;

/// <summary>Refuses rows that have no distances.</summary>
public static unsafe class FiniteRows
{
    /// <summary>Squared norm from which a squared distance could overflow single precision.</summary>
    public const float MaxSquaredNorm = 1e37f;

    /// <summary>Rows that a thread looks at before it takes others.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>Checks rows to index.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public static void RequireRows(RowMatrix rows, CancellationToken cancellationToken = default)
    {
        if (FindLong(rows, MaxSquaredNorm, cancellationToken) is { } bad) throw BadRow(bad);
    }

    /// <summary>Checks queries.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="ArgumentException">A query holds NaN, infinity or values whose squares overflow single precision.</exception>
    public static void RequireQueries(RowMatrix queries, CancellationToken cancellationToken = default)
    {
        if (FindLong(queries, MaxSquaredNorm, cancellationToken) is { } bad) throw BadQuery(bad);
    }

    /// <summary>The first row that is not shorter than a limit; a row of NaN is not either.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="limit">The square of the length.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>Its position; null where all are shorter.</returns>
    public static long? FindLong(RowMatrix rows, float limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        long least = long.MaxValue;
        SharedCores.For(rows.Count, RowsAtOnce, Look, cancellationToken);
        return least < long.MaxValue ? least : null;

        void Look(int first, int end)
        {
            for (int row = first; row < end && row < Interlocked.Read(ref least); row++)
            {
                float* values = rows.Pointer + ((nint)row * rows.Stride);
                // Not "≥", which NaN is not either.
                if (!(FastDistance.Dot(values, values, rows.Stride) < limit)) Lower(row);
            }
        }

        void Lower(long row)
        {
            long seen;
            while (row < (seen = Interlocked.Read(ref least)) && Interlocked.CompareExchange(ref least, row, seen) != seen)
            {
            }
        }
    }

    internal static ArgumentException BadRow(long row) => new(
        $"Row {row} holds NaN, infinity or values too large for single precision: such rows have no neighbours. " +
        "Check the training data and the network's weights.");

    internal static ArgumentException BadQuery(long query) => new(
        $"Query {query} holds NaN, infinity or values too large for single precision: check the network's activations for it.");
}
