namespace DkNN.Vectors;

/// <summary>The rows of an exact search and what is known of them before the first query.</summary>
internal sealed unsafe class ExactRows : IDisposable
{
    private readonly RowMatrix _origin;
    private readonly RowMatrix _offsets;
    private readonly double _maxNorm;
    private readonly double _roundOff;

    /// <summary>Measures the rows.</summary>
    /// <param name="matrix">The rows, owned by the caller and valid as long as this.</param>
    /// <param name="kernel">The kernel that multiplies them with queries.</param>
    /// <param name="workers">Number of threads to measure with.</param>
    /// <param name="cancellationToken">Stops the measuring.</param>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public ExactRows(RowMatrix matrix, PanelKernel kernel, int workers, CancellationToken cancellationToken)
    {
        Matrix = matrix;
        Kernel = kernel;
        _origin = RowMatrix.Allocate(1, matrix.Dimension);
        _offsets = RowMatrix.Allocate(1, Math.Max(matrix.Count, 1));
        _maxNorm = Math.Sqrt(MeasureRows(workers, cancellationToken));
        _roundOff = RoundOff(matrix.Dimension);
    }

    /// <summary>Takes what was measured before.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="kernel">The kernel that multiplies them with queries.</param>
    /// <param name="halfNorms">The <see cref="HalfNorms"/> of the same rows.</param>
    /// <exception cref="ArgumentException">They are none of these rows.</exception>
    public ExactRows(RowMatrix matrix, PanelKernel kernel, ReadOnlySpan<float> halfNorms)
    {
        if (halfNorms.Length != matrix.Count) throw new ArgumentException("There is to be one half norm a row.", nameof(halfNorms));
        Matrix = matrix;
        Kernel = kernel;
        double largest = 0;
        foreach (float halfNorm in halfNorms)
        {
            if (!(halfNorm <= 0 && halfNorm > -FiniteRows.MaxSquaredNorm)) throw new ArgumentException("A half norm is out of range.", nameof(halfNorms));
            largest = Math.Max(largest, -2.0 * halfNorm);
        }

        _origin = RowMatrix.Allocate(1, matrix.Dimension);
        _offsets = RowMatrix.Allocate(1, Math.Max(matrix.Count, 1));
        halfNorms.CopyTo(_offsets.MutableRow(0));
        // They were rounded to single precision.
        _maxNorm = Math.Sqrt(largest * (1 + (1.0 / (1 << 23))));
        _roundOff = RoundOff(matrix.Dimension);
    }

    public RowMatrix Matrix { get; }

    public PanelKernel Kernel { get; }

    /// <summary>−½‖x‖² of every row, where its similarities start.</summary>
    public float* Offsets => _offsets.Pointer;

    /// <summary>The <see cref="Offsets"/>, as many as there are rows.</summary>
    public ReadOnlySpan<float> HalfNorms => _offsets.Row(0)[..Matrix.Count];

    /// <summary>Measures a query.</summary>
    /// <param name="query">Its first float.</param>
    /// <param name="index">Its position, for the error.</param>
    /// <exception cref="ArgumentException">It holds NaN, infinity or values whose squares overflow single precision.</exception>
    public ExactQuery Prepare(float* query, int index)
    {
        double squaredNorm = SquaredNorm(query);
        if (!(squaredNorm < FiniteRows.MaxSquaredNorm)) throw FiniteRows.BadQuery(index);

        double norm = Math.Sqrt(squaredNorm);
        double product = _roundOff * ((norm * _maxNorm) + (_maxNorm * _maxNorm / 2));
        double tie = (norm + _maxNorm) * (norm + _maxNorm) / (1 << 22);
        double underflow = Matrix.Dimension * 1.2e-38;
        return new ExactQuery(query, squaredNorm, product + tie + underflow);
    }

    /// <summary>Frees the buffers; the rows are the caller's.</summary>
    public void Dispose()
    {
        _offsets.Dispose();
        _origin.Dispose();
    }

    /// <summary>
    /// Relative error of a computed similarity: γ_m = m·u / (1 − m·u) for m roundings in a row (Higham, "Accuracy and Stability of
    /// Numerical Algorithms", section 3.1), with two roundings a term for machines that cannot fuse.
    /// </summary>
    private static double RoundOff(int dimension)
    {
        double roundings = (2.0 * Math.Min(dimension, PanelKernel.BlockDepth)) + (dimension / PanelKernel.BlockDepth) + 4;
        double error = roundings / (1 << 24);
        return error / (1 - error);
    }

    private double SquaredNorm(float* row) => ExactDistance.Squared(row, _origin.Pointer, Matrix.Dimension);

    /// <summary>Fills the <see cref="Offsets"/> and returns the largest squared norm.</summary>
    private double MeasureRows(int workers, CancellationToken cancellationToken)
    {
        float* offsets = Offsets;
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        int bad = Matrix.Count;
        double largest = 0;
        Lock gate = new();
        Parallel.For(0, Matrix.Count, options, () => 0.0, Measure, most => { lock (gate) largest = Math.Max(largest, most); });
        if (bad < Matrix.Count) throw FiniteRows.BadRow(bad);

        return largest;

        double Measure(int row, ParallelLoopState state, double most)
        {
            double squaredNorm = SquaredNorm(Matrix.Pointer + ((nint)row * Matrix.Stride));
            if (!(squaredNorm < FiniteRows.MaxSquaredNorm))
            {
                lock (gate) bad = Math.Min(bad, row);
            }

            offsets[row] = (float)(-squaredNorm / 2);
            return Math.Max(most, squaredNorm);
        }
    }
}
