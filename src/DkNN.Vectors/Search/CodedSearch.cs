namespace DkNN.Vectors;

/// <summary>
/// Finds one query's nearest rows by their codes first, a quarter of the memory to read, which takes the time of such a search: rows that
/// rounding to codes could have kept from the k nearest are compared as they are. The answer is that of <see cref="FastSearch"/> without codes.
/// </summary>
/// <remarks>
/// A code is within some distance of its row, and the query's steps are of the query; by the triangle inequality a distance between codes
/// is within the sum E of both of that between query and row. Where k rows are within t by their codes, the k nearest are within t + E, and
/// within t + 2E by their codes.
/// </remarks>
/// <param name="rows">The rows, measured.</param>
/// <param name="codes">Their codes.</param>
internal sealed unsafe class CodedSearch(ExactRows rows, RowCodes codes)
{
    /// <summary>Rows between two looks at the cancellation.</summary>
    private const int Block = 8_192;

    private readonly BufferPool<Scratch> _scratch = new();

    /// <summary>Searches.</summary>
    /// <param name="query">The query's first float.</param>
    /// <param name="k">Neighbours wanted.</param>
    /// <param name="ids">Takes k positions.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The query holds NaN, infinity or values whose squares overflow single precision.</exception>
    public void Search(float* query, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        var measured = rows.Prepare(query, 0);
        var scratch = _scratch.Take() ?? new Scratch(rows.Matrix.Count, codes.Bytes);
        try
        {
            double error = codes.RowError + codes.Encode(new ReadOnlySpan<float>(query, rows.Matrix.Dimension), scratch.Query.Own);
            int nearest = MeasureCodes(scratch, k, cancellationToken);
            double reach = (measured.FarthestRival((codes.Step * Math.Sqrt(nearest)) + error) + error) / codes.Step;
            // Codes of a damaged scale bound nothing, and leave all rows.
            int rivals = Rivals(scratch, reach * reach < int.MaxValue ? (int)Math.Ceiling(reach * reach) : int.MaxValue);
            var keys = Compare(scratch, query, rivals);
            Selection.Smallest(keys, k);
            SimilarityKey.Write(keys[..k], measured, ids, distances);
        }
        finally
        {
            _scratch.Give(scratch);
        }
    }

    /// <summary>Measures all codes.</summary>
    /// <returns>The k-th smallest squared distance, in steps.</returns>
    private int MeasureCodes(Scratch scratch, int k, CancellationToken cancellationToken)
    {
        int[] squared = scratch.Squared;
        var smallest = scratch.SmallestOf((2 * k) + 32);
        int kept = 0, bound = int.MaxValue, count = rows.Matrix.Count;
        byte* code = codes.Values.Pointer;
        for (int row = 0; row < count; row++, code += codes.Bytes)
        {
            if (row % Block == 0) cancellationToken.ThrowIfCancellationRequested();
            int apart = CodeDistance.Squared(scratch.Query.Pointer, code, codes.Bytes);
            squared[row] = apart;
            if (apart >= bound) continue;
            smallest[kept++] = apart;
            if (kept < smallest.Length) continue;
            bound = Selection.Smallest(smallest, k);
            kept = k;
        }

        return Selection.Smallest(smallest[..kept], k);
    }

    /// <summary>Lists the rows within a squared distance by their codes.</summary>
    /// <returns>How many there are.</returns>
    private static int Rivals(Scratch scratch, int limit)
    {
        int count = 0;
        for (int row = 0; row < scratch.Squared.Length; row++)
        {
            scratch.Rows[count] = row;
            if (scratch.Squared[row] <= limit) count++;
        }

        return count;
    }

    /// <summary>Compares rows as they are.</summary>
    private Span<ulong> Compare(Scratch scratch, float* query, int rivals)
    {
        const int Tile = SingleQuery.TileRows;
        var matrix = rows.Matrix;
        float** tile = stackalloc float*[Tile];
        float* sums = stackalloc float[Tile];
        for (int first = 0; first < rivals; first += Tile)
        {
            for (int i = 0; i < Tile; i++)
            {
                // A tile that is not full repeats its last row.
                int row = scratch.Rows[Math.Min(first + i, rivals - 1)];
                tile[i] = matrix.Pointer + ((nint)row * matrix.Stride);
                sums[i] = rows.Offsets[row];
                if (first + Tile + i < rivals) matrix.Prefetch(scratch.Rows[first + Tile + i]);
            }

            SingleQuery.Multiply(tile, query, matrix.Dimension, sums);
            int end = Math.Min(Tile, rivals - first);
            for (int i = 0; i < end; i++) scratch.Keys[first + i] = SimilarityKey.Of(sums[i], scratch.Rows[first + i]);
        }

        return scratch.Keys.AsSpan(0, rivals);
    }

    /// <summary>What one search needs room for.</summary>
    private sealed class Scratch(int rows, int bytes)
    {
        private int[] _smallest = [];

        public PinnedArray<short> Query { get; } = new(bytes);

        public int[] Squared { get; } = new int[rows];

        /// <summary>One more than there are rows: the place after the last is written to, and left.</summary>
        public int[] Rows { get; } = new int[rows + 1];

        public ulong[] Keys { get; } = new ulong[rows];

        public Span<int> SmallestOf(int count)
        {
            if (_smallest.Length < count) _smallest = new int[count];
            return _smallest.AsSpan(0, count);
        }
    }
}
