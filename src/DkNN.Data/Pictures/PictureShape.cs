namespace DkNN.Data;

/// <summary>Channels, rows and columns of an image.</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Width">Columns, in pixels.</param>
public readonly record struct PictureShape(int Channels, int Height, int Width)
{
    /// <summary>Bytes of an image: channels · height · width.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>Width and height.</summary>
    public PictureSize Extent => new(Width, Height);

    /// <summary>Whether an image shows nothing: in every channel all its pixels are alike, so that no answer about it means anything.</summary>
    /// <param name="pixels">C×H×W bytes.</param>
    /// <exception cref="ArgumentException">There is another number of pixels.</exception>
    public bool IsBlank(ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != Size) throw new ArgumentException($"There are {pixels.Length} pixels, not {Size}.", nameof(pixels));
        int plane = Height * Width;
        for (int start = 0; start < Size; start += plane)
        {
            var channel = pixels.Slice(start, plane);
            if (channel.ContainsAnyExcept(channel[0])) return false;
        }
        return true;
    }

    /// <summary>Width, height and colour, in words: "28 x 28 grey".</summary>
    public override string ToString() =>
        $"{Width} x {Height} {Channels switch { 1 => "grey", 3 => "colour", _ => $"with {Channels} channels" }}";
}
