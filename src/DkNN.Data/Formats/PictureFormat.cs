using SkiaSharp;

namespace DkNN.Data;

/// <summary>The size and colour that all pictures of a set share, and the decoding into it.</summary>
internal readonly record struct PictureFormat(int Channels, int Height, int Width)
{
    /// <summary>Bytes of a picture's planes.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>The format of one picture, from its header alone.</summary>
    /// <exception cref="DataFormatException">The file is no picture, or its header claims more than can be held.</exception>
    public static PictureFormat Of(string path)
    {
        using SKCodec codec = Open(path);
        PictureFormat format = Of(codec);
        // Before anything of this size is allocated: a header of a few bytes can claim gigabytes.
        if ((long)format.Channels * format.Height * format.Width > Array.MaxLength)
        {
            throw new DataFormatException(path, $"A picture of {format} is too large.", "Make the pictures smaller.");
        }
        return format;
    }

    /// <summary>Decodes a picture of this format into planes of <see cref="Size"/> bytes.</summary>
    /// <exception cref="DataFormatException">The picture is damaged or of another format.</exception>
    public void Decode(string path, Span<byte> planes)
    {
        using SKCodec codec = Open(path);
        PictureFormat found = Of(codec);
        if (found != this)
        {
            throw new DataFormatException(
                path, $"The picture is {found}, the first one is {this}.", "Bring all pictures to one size, all grey or all in colour.");
        }

        var info = new SKImageInfo(
            Width,
            Height,
            Channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888,
            Channels == 1 ? SKAlphaType.Opaque : SKAlphaType.Premul);
        SKCodecResult result = codec.GetPixels(info, out byte[] decoded);
        if (result != SKCodecResult.Success)
        {
            throw new DataFormatException(path, $"The picture cannot be decoded ({result}).", "Replace or remove it.");
        }
        Planes.FromInterleaved(decoded, planes, Channels);
    }

    /// <summary>Width, height and colour, in words.</summary>
    public override string ToString() => $"{Width} x {Height} {(Channels == 1 ? "grey" : "colour")}";

    private static PictureFormat Of(SKCodec codec) =>
        new(codec.Info.ColorType == SKColorType.Gray8 ? 1 : 3, codec.Info.Height, codec.Info.Width);

    private static SKCodec Open(string path)
    {
        // Opened here, so that a file that cannot be read is told from one that is no picture.
        using FileStream file = File.OpenRead(path);
        using var data = SKData.Create(file);
        return SKCodec.Create(data)
            ?? throw new DataFormatException(path, "This is no picture.", "Replace it with a PNG or JPEG file, or remove it.");
    }
}
