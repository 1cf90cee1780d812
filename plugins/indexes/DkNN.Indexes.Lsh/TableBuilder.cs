using DkNN.Vectors;

namespace DkNN.Indexes.Lsh;

/// <summary>Hashes rows and sorts them into buckets, over all cores.</summary>
internal static class TableBuilder
{
    /// <summary>Rows that a thread hashes at a time.</summary>
    private const int BlockRows = 256;

    /// <summary>Most rows of all tables together: their section of a file stays below 2 GiB.</summary>
    private const long MaxRows = int.MaxValue / sizeof(int);

    /// <summary>Builds tables.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="hash">The hash functions.</param>
    /// <param name="progress">Told the share done; or null.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    /// <exception cref="ArgumentException">There are too many tables for so many rows.</exception>
    public static HashTables Build(RowMatrix rows, CrossPolytopeHash hash, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int tables = hash.Shape.Tables;
        if ((long)rows.Count * tables > MaxRows)
        {
            throw new ArgumentException(
                $"{tables} tables over {rows.Count} rows are too many: give at most {MaxRows / rows.Count} tables.", nameof(hash));
        }

        var parallel = SharedCores.Options(cancellationToken);
        int blocks = (rows.Count + BlockRows - 1) / BlockRows;
        var steps = new Steps(progress, blocks + tables);
        // A row's key above its position: sorted, the rows of a bucket stand side by side and ascend.
        ulong[][] keyed = [.. Enumerable.Range(0, tables).Select(_ => new ulong[rows.Count])];
        Parallel.For(
            0,
            blocks,
            parallel,
            () => new float[2 * hash.Shape.Dimension],
            (block, _, work) =>
            {
                HashRows(rows, block * BlockRows, Math.Min(rows.Count, (block + 1) * BlockRows), hash, keyed, work);
                steps.Advance();
                return work;
            },
            _ => { });

        int[] buckets = new int[tables];
        Parallel.For(0, tables, parallel, table =>
        {
            Array.Sort(keyed[table]);
            buckets[table] = rows.Count > 0 ? 1 : 0;
            for (int i = 1; i < rows.Count; i++) buckets[table] += KeyOf(keyed[table][i]) != KeyOf(keyed[table][i - 1]) ? 1 : 0;
            steps.Advance();
        });
        return Join(keyed, buckets, rows.Count);
    }

    private static void HashRows(RowMatrix rows, int first, int end, CrossPolytopeHash hash, ulong[][] keyed, float[] work)
    {
        var direction = work.AsSpan(0, hash.Shape.Dimension);
        var rotated = work.AsSpan(hash.Shape.Dimension);
        for (int row = first; row < end; row++)
        {
            hash.Reduce(rows.Row(row), direction);
            for (int table = 0; table < keyed.Length; table++)
            {
                keyed[table][row] = ((ulong)hash.KeyOf(table, direction, rotated) << 32) | (uint)row;
            }
        }
    }

    private static HashTables Join(ulong[][] keyed, int[] buckets, int rowCount)
    {
        int total = buckets.Sum();
        var tables = new PinnedArray<int>(keyed.Length + 1);
        var keys = new PinnedArray<uint>(total);
        var starts = new PinnedArray<int>(total + 1);
        var rows = new PinnedArray<int>(keyed.Length * rowCount);
        int bucket = 0, at = 0;
        for (int table = 0; table < keyed.Length; table++)
        {
            tables.Own[table] = bucket;
            for (int i = 0; i < rowCount; i++)
            {
                uint key = KeyOf(keyed[table][i]);
                if (i == 0 || key != KeyOf(keyed[table][i - 1]))
                {
                    keys.Own[bucket] = key;
                    starts.Own[bucket++] = at;
                }

                rows.Own[at++] = (int)(uint)keyed[table][i];
            }
        }

        tables.Own[keyed.Length] = bucket;
        starts.Own[bucket] = at;
        return new HashTables(tables, keys, starts, rows);
    }

    private static uint KeyOf(ulong keyed) => (uint)(keyed >> 32);

    private sealed class Steps(IProgress<double>? progress, int count)
    {
        private readonly Lock _gate = new();
        private int _done;

        public void Advance()
        {
            // Under the gate, so that the share never falls.
            lock (_gate) progress?.Report((double)++_done / count);
        }
    }
}
