using System.Runtime.InteropServices;
using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>
/// Rows with the very same floats. A graph of thousands of rows at distance 0 falls into cliques that no search leaves, so only the first
/// such row is linked, and the others hang on it in the order of their positions.
/// </summary>
internal static class Twins
{
    /// <summary>Finds, for every row, the first row that is the same: itself where there is none before it.</summary>
    public static int[] Firsts(RowMatrix rows, int workers, CancellationToken cancellationToken)
    {
        int[] hashes = new int[rows.Count];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = workers };
        Parallel.For(0, rows.Count, options, row =>
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(rows.Row(row)));
            hashes[row] = hash.ToHashCode();
        });
        int[] firsts = new int[rows.Count];
        var seen = new Dictionary<int, int>(rows.Count, new ByContent(rows, hashes));
        for (int row = 0; row < rows.Count; row++) firsts[row] = seen.TryAdd(row, row) ? row : seen[row];
        return firsts;
    }

    public static bool AreSame(ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        MemoryMarshal.AsBytes(left).SequenceEqual(MemoryMarshal.AsBytes(right));

    private sealed class ByContent(RowMatrix rows, int[] hashes) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => AreSame(rows.Row(x), rows.Row(y));

        public int GetHashCode(int obj) => hashes[obj];
    }
}
