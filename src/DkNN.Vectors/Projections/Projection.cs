using System.Numerics.Tensors;

namespace DkNN.Vectors;

/// <summary>
/// Rows reduced to their coordinates in an orthonormal basis and the length of what is left over. By orthogonality,
/// ‖q − x‖² = ‖p(q) − p(x)‖² + ‖e(q) − e(x)‖², and the lengths of the residuals e bound the second term.
/// </summary>
public sealed unsafe class Projection : IDisposable
{
    /// <summary>Directions are of length 1 or 0, but for rounding.</summary>
    private const float MaxSquaredDirection = 1.01f;

    /// <summary>Rows that a thread measures before it takes others.</summary>
    private const int RowsAtOnce = 16;

    private readonly RowMatrix _basis;
    // Made at the first use: a mapped basis is checked before that, and not read at loading.
    private readonly Lazy<RowProduct> _product;

    private Projection(RowMatrix basis)
    {
        _basis = basis;
        _product = new Lazy<RowProduct>(() => new RowProduct(basis));
    }

    /// <summary>Directions of the basis.</summary>
    public int Components => _basis.Count;

    /// <summary>Floats of a reduced row: the coordinates, then the residual's length.</summary>
    public int ReducedDimension => Components + 1;

    /// <summary>Size in memory.</summary>
    public long Bytes => 2 * _basis.Bytes;

    /// <summary>Fits a basis that holds most of the rows' energy, on a sample of the rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="components">Directions wanted; never more than the rows' dimension.</param>
    /// <param name="seed">Seed of the sample and of the fit's start.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public static Projection Fit(RowMatrix rows, int components, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        return new Projection(PrincipalBasis.Fit(rows, Math.Min(components, rows.Dimension), seed, cancellationToken));
    }

    /// <summary>Takes a basis from a file, in place.</summary>
    /// <param name="file">The file, open as long as the projection.</param>
    /// <param name="section">Name of the section.</param>
    /// <param name="dimension">Floats of a row.</param>
    /// <returns>Null where none was saved.</returns>
    /// <exception cref="InvalidDataException">What was saved is none of that dimension.</exception>
    public static Projection? Map(SectionFile file, string section, int dimension)
    {
        ArgumentNullException.ThrowIfNull(file);
        var basis = file.Rows(section, dimension);
        if (basis.Count == 0) return null;
        file.Check(() => FiniteRows.FindLong(basis, MaxSquaredDirection) is null ? null : "its basis is none");
        return new Projection(basis);
    }

    /// <summary>Adds a basis to a file.</summary>
    /// <param name="projection">Has the basis; null where there is none.</param>
    /// <param name="file">The file.</param>
    /// <param name="section">Name of the section.</param>
    public static void Write(Projection? projection, SectionFileWriter file, string section)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (projection is null) file.Add<float>(section, []);
        else file.Add(section, projection._basis);
    }

    /// <summary>The share of the rows' squared lengths that is outside the basis, judged by a sample as large as a fit takes.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public double LeftOut(RowMatrix rows, CancellationToken cancellationToken = default)
    {
        using var sample = PrincipalBasis.Sample(rows, new Random(0));
        using var reduced = Reduce(sample, cancellationToken);
        double all = 0, outside = 0;
        for (int row = 0; row < sample.Count; row++)
        {
            all += TensorPrimitives.SumOfSquares(sample.Row(row));
            double residual = reduced.Row(row)[^1];
            outside += residual * residual;
        }

        return all > 0 ? outside / all : 0;
    }

    /// <summary>Reduces rows.</summary>
    /// <param name="rows">Rows of the basis's dimension.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>As many rows of <see cref="ReducedDimension"/>, the caller's.</returns>
    public RowMatrix Reduce(RowMatrix rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var reduced = RowMatrix.Allocate(rows.Count, ReducedDimension);
        try
        {
            Reduce(rows, reduced, cancellationToken);
            return reduced;
        }
        catch
        {
            reduced.Dispose();
            throw;
        }
    }

    /// <summary>Reduces rows.</summary>
    /// <param name="rows">Rows of the basis's dimension.</param>
    /// <param name="reduced">Takes as many rows of <see cref="ReducedDimension"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Reduce(RowMatrix rows, RowMatrix reduced, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(reduced);
        _product.Value.Multiply(rows, reduced, cancellationToken);
        int components = Components;
        SharedCores.For(rows.Count, RowsAtOnce, MeasureResiduals, cancellationToken);

        void MeasureResiduals(int first, int end)
        {
            for (int row = first; row < end; row++)
            {
                float* full = rows.Pointer + ((nint)row * rows.Stride);
                float* brief = reduced.Pointer + ((nint)row * reduced.Stride);
                brief[components] = 0;
                float outside = FastDistance.Dot(full, full, rows.Stride) - FastDistance.Dot(brief, brief, reduced.Stride);
                brief[components] = MathF.Sqrt(Math.Max(0, outside));
                // Max drops NaN, which must reach the check of the reduced rows.
                if (float.IsNaN(outside)) brief[components] = outside;
            }
        }
    }

    /// <summary>Frees the basis.</summary>
    public void Dispose()
    {
        if (_product.IsValueCreated) _product.Value.Dispose();
        _basis.Dispose();
    }
}
