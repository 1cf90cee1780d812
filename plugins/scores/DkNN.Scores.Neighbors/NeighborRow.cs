namespace DkNN.Scores.Neighbors;

/// <summary>What stands of one image in what stands of many.</summary>
internal static class NeighborRow
{
    public static ReadOnlySpan<T> Of<T>(ReadOnlyMemory<T> values, int image, int images)
    {
        int length = values.Length / images;
        return values.Span.Slice(image * length, length);
    }
}
