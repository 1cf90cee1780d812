namespace DkNN.Data;

/// <summary>
/// One act of writing: bends the outline of a digit or a letter as a hand would. Points are jittered, joined by smooth curves, then slanted, turned,
/// scaled and shifted as a whole, and last moved by a smooth random field (elastic deformation). Only additions, multiplications,
/// divisions and comparisons, which IEEE 754 rounds alike on every platform.
/// </summary>
internal static class GlyphHand
{
    private const int StepsPerSpan = 6;

    // In outline units of 1/100 box, in pixels of the picture, or without unit, as the name says. Set so that one nearest neighbour by raw
    // pixels is right about as often as on handwritten digits.
    private const float JitterUnits = 2.8f;
    private const float PixelsPerUnit = 0.19f;
    private const float ShiftPixels = 1.2f;
    private const float ElasticPixels = 1.1f;
    private const float Slant = 0.16f;
    private const float HalfTurn = 0.055f;

    /// <summary>Writes in one of some manners: polylines in pixels, in a square picture of the given size.</summary>
    public static List<Point[]> Write(ReadOnlySpan<Point[][]> manners, int size, ref SplitMix64 random)
    {
        Point[][] strokes = manners[random.NextInt(manners.Length)];
        ulong jitter = random.Next();
        List<Point[]> curves = [.. strokes.Select(stroke => Smooth([.. stroke.Select(point => Jitter(point, jitter))]))];

        Point centre = Centre(curves);
        Place place = Place.Random(size, ref random);
        var field = new ElasticField(size, ElasticPixels, ref random);
        foreach (Point[] curve in curves)
        {
            for (int i = 0; i < curve.Length; i++) curve[i] = field.Move(place.Apply(curve[i] - centre));
        }
        return curves;
    }

    /// <summary>Moves a point of the outline. Equal points move alike, so that strokes that touch go on touching.</summary>
    private static Point Jitter(Point point, ulong seed)
    {
        var random = SplitMix64.For(seed, (ulong)((point.X * 128) + point.Y));
        return point + (JitterUnits * new Point(random.NextBell(), random.NextBell()));
    }

    /// <summary>A Catmull-Rom spline through the points, as a polyline.</summary>
    private static Point[] Smooth(Point[] points)
    {
        var curve = new Point[((points.Length - 1) * StepsPerSpan) + 1];
        for (int span = 0; span < points.Length - 1; span++)
        {
            Point before = points[Math.Max(span - 1, 0)], from = points[span];
            Point to = points[span + 1], after = points[Math.Min(span + 2, points.Length - 1)];
            for (int step = 0; step < StepsPerSpan; step++)
            {
                float t = step / (float)StepsPerSpan;
                Point bend = t * ((2f * before) - (5f * from) + (4f * to) - after + (t * ((3f * from) - before - (3f * to) + after)));
                curve[(span * StepsPerSpan) + step] = from + (0.5f * t * (to - before + bend));
            }
        }
        curve[^1] = points[^1];
        return curve;
    }

    /// <summary>The middle of the box around the curves.</summary>
    private static Point Centre(List<Point[]> curves)
    {
        Point low = curves[0][0], high = low;
        foreach (Point point in curves.SelectMany(curve => curve))
        {
            low = new(Math.Min(low.X, point.X), Math.Min(low.Y, point.Y));
            high = new(Math.Max(high.X, point.X), Math.Max(high.Y, point.Y));
        }
        return 0.5f * (low + high);
    }

    /// <summary>An affine map from the outline, its middle at the origin, to the picture.</summary>
    private readonly record struct Place(Point Right, Point Down, Point Origin)
    {
        public static Place Random(int size, ref SplitMix64 random)
        {
            float width = PixelsPerUnit * random.Between(0.78f, 1.12f);
            float height = PixelsPerUnit * random.Between(0.85f, 1.06f);
            float slant = Slant * random.NextBell();
            // Cosine and sine by the tangent of half the angle, which needs no library function.
            float tangent = HalfTurn * random.NextBell();
            float cosine = (1 - (tangent * tangent)) / (1 + (tangent * tangent));
            float sine = 2 * tangent / (1 + (tangent * tangent));
            var shift = new Point(random.Between(-ShiftPixels, ShiftPixels), random.Between(-ShiftPixels, ShiftPixels));
            return new(
                width * new Point(cosine, sine),
                height * new Point((-slant * cosine) - sine, cosine - (slant * sine)),
                shift + (size / 2f * new Point(1, 1)));
        }

        public Point Apply(Point point) => Origin + (point.X * Right) + (point.Y * Down);
    }
}
