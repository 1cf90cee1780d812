using DkNN.Vectors;

namespace DkNN.Indexes.RpForest;

/// <summary>
/// Where the planes are: the space of the rows, or, where rows are long, a random projection of it. A plane over 12,544 floats would take
/// 50 kB and as many flops at every node; by Johnson and Lindenstrauss, distances to a plane are nearly the same in 128 random directions.
/// </summary>
internal sealed class PlaneSpace : IDisposable
{
    /// <summary>Rows up to this dimension are taken as they are.</summary>
    private const int LongRow = 256;
    private const int ShortPlane = 128;

    private readonly RowMatrix? _directions;
    private readonly RowProduct? _product;

    private PlaneSpace(int dimension, RowMatrix? directions)
    {
        Dimension = directions?.Count ?? dimension;
        _directions = directions;
        _product = directions is null ? null : new RowProduct(directions);
    }

    /// <summary>Floats of a plane.</summary>
    public int Dimension { get; }

    /// <summary>The directions projected on; null where rows are taken as they are.</summary>
    public RowMatrix? Directions => _directions;

    public long Bytes => 2 * (_directions?.Bytes ?? 0);

    /// <summary>Draws directions where they are needed.</summary>
    /// <param name="dimension">Floats of a row.</param>
    /// <param name="wanted">Floats of a plane; 0 chooses.</param>
    /// <param name="seed">Seed of the directions.</param>
    public static PlaneSpace Draw(int dimension, int wanted, int seed)
    {
        if (wanted == 0) wanted = dimension <= LongRow ? dimension : ShortPlane;
        if (wanted >= dimension) return new PlaneSpace(dimension, directions: null);
        var random = new Random(seed);
        var directions = RowMatrix.Allocate(wanted, dimension);
        float scale = 1 / MathF.Sqrt(wanted);
        for (int direction = 0; direction < wanted; direction++)
        {
            // Signs do as well as a normal distribution (Achlioptas, "Database-friendly random projections", 2003).
            foreach (ref float value in directions.MutableRow(direction)) value = random.Next(2) == 0 ? scale : -scale;
        }

        return new PlaneSpace(dimension, directions);
    }

    /// <summary>Takes directions that were saved; none where rows are taken as they are.</summary>
    public static PlaneSpace Of(int dimension, RowMatrix directions) => new(dimension, directions.Count == 0 ? null : directions);

    /// <summary>Places rows in the space.</summary>
    /// <param name="rows">Rows or queries.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>As many rows of <see cref="Dimension"/> floats; the caller disposes of them, and keeps the rows until then.</returns>
    public RowMatrix Place(RowMatrix rows, CancellationToken cancellationToken)
    {
        if (_product is null) return rows.Slice(0, rows.Count);
        var points = RowMatrix.Allocate(rows.Count, Dimension);
        try
        {
            _product.Multiply(rows, points, cancellationToken);
            return points;
        }
        catch
        {
            points.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _product?.Dispose();
        _directions?.Dispose();
    }
}
