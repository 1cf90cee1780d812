namespace DkNN.Data;

/// <summary>
/// A point or a step in the plane. System.Numerics.Vector2 is not used: it may fuse or reorder operations as the processor allows, and
/// the images must have the same bytes everywhere.
/// </summary>
internal readonly record struct Point(float X, float Y)
{
    public static Point operator +(Point left, Point right) => new(left.X + right.X, left.Y + right.Y);

    public static Point operator -(Point left, Point right) => new(left.X - right.X, left.Y - right.Y);

    public static Point operator *(float factor, Point point) => new(factor * point.X, factor * point.Y);

    /// <summary>The scalar product.</summary>
    public static float Dot(Point left, Point right) => (left.X * right.X) + (left.Y * right.Y);
}
