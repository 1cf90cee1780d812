using DkNN.Vectors;
using SkiaSharp;

namespace DkNN.Data;

/// <summary>Writes images as PNG files.</summary>
public static class PictureWriter
{
    /// <summary>Writes an image, under a temporary name first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The image's shape, of one channel or three.</param>
    /// <param name="pixels">C×H×W bytes from 0 to 255.</param>
    /// <exception cref="ArgumentException">The shape has another number of channels, or the pixels do not fit it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WritePng(string path, PictureShape shape, ReadOnlySpan<byte> pixels)
    {
        if (shape.Channels is not (1 or 3)) throw new ArgumentException($"A picture has one channel or three, not {shape.Channels}.", nameof(shape));
        if (pixels.Length != shape.Size) throw new ArgumentException($"{pixels.Length} bytes are no image of {shape}.", nameof(pixels));
        using var bitmap = shape.Channels == 1
            ? new SKBitmap(shape.Width, shape.Height, SKColorType.Gray8, SKAlphaType.Opaque)
            : new SKBitmap(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        int area = shape.Width * shape.Height;
        for (int pixel = 0; pixel < area; pixel++)
        {
            (int y, int x) = Math.DivRem(pixel, shape.Width);
            byte green = pixels[(shape.Channels / 2 * area) + pixel], blue = pixels[((shape.Channels - 1) * area) + pixel];
            bitmap.SetPixel(x, y, new SKColor(pixels[pixel], green, blue));
        }
        AtomicFile.Write(path, stream => bitmap.Encode(stream, SKEncodedImageFormat.Png, quality: 100));
    }
}
