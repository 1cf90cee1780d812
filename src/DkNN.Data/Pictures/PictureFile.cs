using SkiaSharp;

namespace DkNN.Data;

/// <summary>An open picture: what its header says, and its decoding.</summary>
internal sealed class PictureFile : IDisposable
{
    // A few bytes of header can claim gigabytes. Larger than any camera's.
    private const long MostPixels = 1 << 28;

    private readonly string _name;
    private readonly SKCodec _codec;

    private PictureFile(string name, SKCodec codec) => (_name, _codec) = (name, codec);

    /// <summary>Whether the file says that it is grey. A picture stored as colour may be grey all the same.</summary>
    public bool StoredGray => _codec.Info.ColorType == SKColorType.Gray8;

    /// <summary>Opens the content of a picture's file.</summary>
    /// <exception cref="DataFormatException">It is no picture, or its header claims more than can be held.</exception>
    public static PictureFile Open(Stream stream, string name)
    {
        using var data = SKData.Create(stream);
        SKCodec codec = (data is null ? null : SKCodec.Create(data))
            ?? throw new DataFormatException(
                name, "This is no picture.", "Replace it with a PNG, JPEG, BMP, WebP or GIF file, or remove it.");
        if ((long)codec.Info.Width * codec.Info.Height <= MostPixels) return new(name, codec);
        string size = $"{codec.Info.Width} x {codec.Info.Height}";
        codec.Dispose();
        throw new DataFormatException(name, $"A picture of {size} is too large.", "Make the picture smaller.");
    }

    /// <summary>Decodes it, upright, as one plane where it is grey and as three otherwise.</summary>
    /// <param name="onWhite">Whether transparent pixels are blended with white instead of black.</param>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public Picture Decode(bool onWhite)
    {
        int pixelBytes = StoredGray ? 1 : 4;
        var info = new SKImageInfo(
            _codec.Info.Width,
            _codec.Info.Height,
            StoredGray ? SKColorType.Gray8 : SKColorType.Rgba8888,
            StoredGray ? SKAlphaType.Opaque : SKAlphaType.Premul);
        SKCodecResult result = _codec.GetPixels(info, out byte[] decoded);
        if (result != SKCodecResult.Success)
        {
            throw new DataFormatException(_name, $"The picture cannot be decoded ({result}).", "Replace or remove it.");
        }

        PictureChanges changes = _codec.FrameCount > 1 ? PictureChanges.FirstFrame : PictureChanges.None;
        if (!StoredGray && Blend(decoded, onWhite)) changes |= PictureChanges.Blended;
        int channels = StoredGray || IsGray(decoded) ? 1 : 3;
        var upright = new Upright(_codec.EncodedOrigin, info.Width, info.Height);
        var shape = new PictureShape(channels, upright.Height, upright.Width);
        byte[] planes = new byte[shape.Size];
        int area = info.Width * info.Height;
        for (int pixel = 0; pixel < area; pixel++)
        {
            int from = upright.Source(pixel) * pixelBytes;
            for (int channel = 0; channel < channels; channel++) planes[(channel * area) + pixel] = decoded[from + channel];
        }
        return new(shape, planes, shape, changes);
    }

    public void Dispose() => _codec.Dispose();

    /// <summary>
    /// Finishes the blending: with black it is done, since colours are multiplied by alpha. Says whether any pixel is transparent.
    /// </summary>
    private static bool Blend(Span<byte> pixels, bool onWhite)
    {
        bool any = false;
        for (int pixel = 0; pixel < pixels.Length; pixel += 4)
        {
            byte missing = (byte)(byte.MaxValue - pixels[pixel + 3]);
            if (missing == 0) continue;
            any = true;
            if (!onWhite) continue;
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[pixel + channel] = (byte)Math.Min(byte.MaxValue, pixels[pixel + channel] + missing);
            }
        }
        return any;
    }

    private static bool IsGray(ReadOnlySpan<byte> pixels)
    {
        for (int pixel = 0; pixel < pixels.Length; pixel += 4)
        {
            if (pixels[pixel] != pixels[pixel + 1] || pixels[pixel] != pixels[pixel + 2]) return false;
        }
        return true;
    }
}
