namespace DkNN.Data;

/// <summary>Draws polylines as ink: a pixel's darkness falls with its distance from the nearest stroke, which smooths the edges.</summary>
internal static class GlyphPen
{
    private const float EdgePixels = 1.1f;
    private const float Grain = 0.07f;

    /// <summary>Draws curves into an empty picture of size × size bytes, with a pen and ink drawn at random.</summary>
    public static void Draw(List<Point[]> curves, int size, Span<byte> picture, ref SplitMix64 random)
    {
        float radius = random.Between(0.75f, 1.75f);
        float ink = random.Between(0.82f, 1f);
        Span<float> squares = stackalloc float[size * size];
        squares.Fill(float.MaxValue);
        foreach (Point[] curve in curves)
        {
            for (int i = 1; i < curve.Length; i++) Measure(curve[i - 1], curve[i], radius + EdgePixels, size, squares);
        }

        for (int i = 0; i < squares.Length; i++)
        {
            float depth = Math.Clamp((radius + (EdgePixels / 2) - MathF.Sqrt(squares[i])) / EdgePixels, 0f, 1f);
            if (depth == 0) continue;
            float dark = Math.Clamp(depth * ink * (1f + (Grain * random.NextBell())), 0f, 1f);
            picture[i] = (byte)((dark * byte.MaxValue) + 0.5f);
        }
    }

    /// <summary>Lowers the squared distances of the pixels near a segment.</summary>
    private static void Measure(Point from, Point to, float reach, int size, Span<float> squares)
    {
        Point along = to - from;
        float length = Point.Dot(along, along);
        int left = Bound(Math.Min(from.X, to.X) - reach, size), right = Bound(Math.Max(from.X, to.X) + reach, size);
        int top = Bound(Math.Min(from.Y, to.Y) - reach, size), bottom = Bound(Math.Max(from.Y, to.Y) + reach, size);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                Point offset = new Point(x + 0.5f, y + 0.5f) - from;
                float share = length == 0 ? 0 : Math.Clamp(Point.Dot(offset, along) / length, 0f, 1f);
                Point gap = offset - (share * along);
                ref float square = ref squares[(y * size) + x];
                square = Math.Min(square, Point.Dot(gap, gap));
            }
        }
    }

    private static int Bound(float position, int size) => (int)Math.Clamp(position + 0.5f, 0f, size);
}
