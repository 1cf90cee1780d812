namespace DkNN.Data;

/// <summary>
/// Scales planes with a triangle filter that widens as the picture shrinks, so that every pixel counts (bilinear interpolation where it
/// grows). Own code, in single additions and multiplications, because fingerprints and results follow from the bytes, and picture libraries
/// round them as the processor allows.
/// </summary>
internal static class Resampling
{
    /// <summary>Scales every plane to a size.</summary>
    public static byte[] Scale(ReadOnlySpan<byte> planes, PictureShape shape, PictureSize size)
    {
        Tap[] across = Taps(shape.Width, size.Width), down = Taps(shape.Height, size.Height);
        byte[] scaled = new byte[shape.Channels * size.Width * size.Height];
        float[] rows = new float[shape.Height * size.Width];
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            ReadOnlySpan<byte> plane = planes.Slice(channel * shape.Width * shape.Height, shape.Width * shape.Height);
            for (int i = 0; i < rows.Length; i++)
            {
                (int row, int column) = Math.DivRem(i, size.Width);
                Tap tap = across[column];
                float sum = 0;
                for (int k = 0; k < tap.Weights.Length; k++) sum += tap.Weights[k] * plane[(row * shape.Width) + tap.First + k];
                rows[i] = sum;
            }
            Span<byte> into = scaled.AsSpan(channel * size.Width * size.Height, size.Width * size.Height);
            for (int i = 0; i < into.Length; i++)
            {
                (int row, int column) = Math.DivRem(i, size.Width);
                Tap tap = down[row];
                float sum = 0;
                for (int k = 0; k < tap.Weights.Length; k++) sum += tap.Weights[k] * rows[((tap.First + k) * size.Width) + column];
                into[i] = (byte)Math.Clamp(sum + 0.5f, 0, byte.MaxValue);
            }
        }
        return scaled;
    }

    /// <summary>For every new position the old ones that count, and how much each; the weights sum to 1.</summary>
    private static Tap[] Taps(int from, int to)
    {
        float scale = (float)from / to, reach = Math.Max(1, scale);
        return [.. Enumerable.Range(0, to).Select(position =>
        {
            float centre = (position + 0.5f) * scale;
            int first = Math.Max(0, (int)(centre - reach + 0.5f)), end = Math.Min(from, (int)(centre + reach + 0.5f));
            float[] weights = [.. Enumerable.Range(first, end - first).Select(
                old => Math.Max(0, 1 - (Math.Abs(old + 0.5f - centre) / reach)))];
            float sum = weights.Sum();
            return new Tap(first, [.. weights.Select(weight => weight / sum)]);
        })];
    }

    private readonly record struct Tap(int First, float[] Weights);
}
