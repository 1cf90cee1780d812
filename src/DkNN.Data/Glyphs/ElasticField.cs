namespace DkNN.Data;

/// <summary>
/// A smooth random field of displacements: uniform cubic B-splines over a coarse grid of random steps. The idea is that of Simard,
/// Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document analysis", ICDAR 2003.
/// </summary>
internal readonly struct ElasticField
{
    private const int Cells = 4;
    private const int Knots = Cells + 3;

    private readonly Point[] _steps;
    private readonly float _cellsPerPixel;

    /// <summary>
    /// Draws a field over a square picture; <paramref name="amplitude"/> is the deviation of a grid point's step, in pixels.
    /// </summary>
    public ElasticField(int size, float amplitude, ref SplitMix64 random)
    {
        _steps = new Point[Knots * Knots];
        for (int i = 0; i < _steps.Length; i++) _steps[i] = amplitude * new Point(random.NextBell(), random.NextBell());
        _cellsPerPixel = Cells / (float)size;
    }

    /// <summary>Where the field moves a point.</summary>
    public Point Move(Point point)
    {
        (int column, float acrossX) = Cell(point.X);
        (int row, float acrossY) = Cell(point.Y);
        var moved = point;
        for (int dy = 0; dy < 4; dy++)
        {
            for (int dx = 0; dx < 4; dx++) moved += Weight(dy, acrossY) * Weight(dx, acrossX) * _steps[((row + dy) * Knots) + column + dx];
        }
        return moved;
    }

    private (int Cell, float Across) Cell(float pixel)
    {
        float position = Math.Clamp(pixel * _cellsPerPixel, 0f, Cells - 0.001f);
        return ((int)position, position - (int)position);
    }

    private static float Weight(int knot, float t) => knot switch
    {
        0 => (1 - t) * (1 - t) * (1 - t) / 6f,
        1 => ((3 * t * t * t) - (6 * t * t) + 4) / 6f,
        2 => ((-3 * t * t * t) + (3 * t * t) + (3 * t) + 1) / 6f,
        _ => t * t * t / 6f,
    };
}
