using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>
/// Rows reduced to their coordinates in an orthonormal basis and the length of what is left over. By orthogonality,
/// ‖q − x‖² = ‖p(q) − p(x)‖² + ‖e(q) − e(x)‖², and the lengths of the residuals e bound the second term.
/// </summary>
internal sealed unsafe class Projection : IDisposable
{
    private readonly RowProduct _product;

    /// <summary>Takes a basis.</summary>
    /// <param name="basis">components × dimension, orthonormal or zero. It is copied.</param>
    public Projection(RowMatrix basis)
    {
        Components = basis.Count;
        _product = new RowProduct(basis);
    }

    /// <summary>Directions of the basis.</summary>
    public int Components { get; }

    /// <summary>Floats of a reduced row: the coordinates, then the residual's length.</summary>
    public int ReducedDimension => Components + 1;

    /// <summary>Reduces rows.</summary>
    /// <param name="rows">Rows of the basis's dimension.</param>
    /// <param name="reduced">Takes as many rows of <see cref="ReducedDimension"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Reduce(RowMatrix rows, RowMatrix reduced, CancellationToken cancellationToken)
    {
        _product.Multiply(rows, reduced, cancellationToken);
        Parallel.For(0, rows.Count, row =>
        {
            float* full = rows.Pointer + ((nint)row * rows.Stride);
            float* brief = reduced.Pointer + ((nint)row * reduced.Stride);
            brief[Components] = 0;
            float outside = FastDistance.Dot(full, full, rows.Stride) - FastDistance.Dot(brief, brief, reduced.Stride);
            brief[Components] = MathF.Sqrt(Math.Max(0, outside));
            // Max drops NaN, which must reach the check of the reduced rows.
            if (float.IsNaN(outside)) brief[Components] = outside;
        });
    }

    /// <summary>Frees the basis.</summary>
    public void Dispose() => _product.Dispose();
}
