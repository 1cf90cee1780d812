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

    /// <summary>Width, height and colour, in words: "28 x 28 grey".</summary>
    public override string ToString() =>
        $"{Width} x {Height} {Channels switch { 1 => "grey", 3 => "colour", _ => $"with {Channels} channels" }}";
}
