using SkiaSharp;

namespace DkNN.Reporting;

/// <summary>Pixels as a picture: grey from the first channel, or red, green and blue from three.</summary>
internal static class PixelImage
{
    /// <summary>One pixel a value, to be scaled where it is drawn.</summary>
    /// <param name="pixels">Channel by channel, row by row, from 0 to 1.</param>
    /// <param name="shape">Their shape.</param>
    public static SKImage Of(ReadOnlySpan<float> pixels, ImageShape shape)
    {
        using var bitmap = new SKBitmap(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        int plane = shape.Height * shape.Width;
        for (int i = 0; i < plane; i++)
        {
            byte red = ToByte(pixels[i]);
            SKColor color = shape.Channels == 3 ? new(red, ToByte(pixels[plane + i]), ToByte(pixels[(2 * plane) + i])) : new(red, red, red);
            bitmap.SetPixel(i % shape.Width, i / shape.Width, color);
        }
        return SKImage.FromBitmap(bitmap);
    }

    /// <summary>Draws pixels into a square, whole and with their proportions; single pixels stay sharp where they are enlarged.</summary>
    public static void Draw(SKCanvas canvas, ReadOnlySpan<float> pixels, ImageShape shape, SKRect square)
    {
        using SKImage image = Of(pixels, shape);
        bool enlarged = Math.Max(shape.Width, shape.Height) < square.Width;
        canvas.DrawImage(image, square.AspectFit(new SKSize(shape.Width, shape.Height)), enlarged
            ? new SKSamplingOptions(SKFilterMode.Nearest)
            : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }

    private static byte ToByte(float value) => (byte)Math.Round(Math.Clamp(value, 0, 1) * 255);
}
