namespace DkNN.Data;

/// <summary>One IDX file of images, without labels: grey (N×H×W) or with channels last (N×H×W×C), plain or gzip.</summary>
public sealed class IdxImages
{
    private readonly PixelStore _planes;

    private IdxImages(PictureShape shape, PixelStore planes) => (Shape, _planes) = (shape, planes);

    /// <summary>Number of images.</summary>
    public int Count => _planes.Count;

    /// <summary>Shape of every image.</summary>
    public PictureShape Shape { get; }

    /// <summary>
    /// Whether a file's first bytes are those of an IDX file, or of gzip, in which no picture is kept. Says nothing of what follows.
    /// </summary>
    /// <param name="start">The first four bytes, or all where there are fewer.</param>
    public static bool Starts(ReadOnlySpan<byte> start) => start is [0, 0, >= 0x08 and <= 0x0E, >= 1 and <= 4, ..] or [0x1F, 0x8B, ..];

    /// <summary>Reads a file. Images beyond 256 MiB stay in it, if it is not compressed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DataFormatException">It is no IDX file of images, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IdxImages Read(string path, CancellationToken cancellation = default)
    {
        IdxContent content = IdxFile.Read(path, IdxKind.Images, cancellation);
        int[] sides = content.Dimensions[1..];
        int channels = sides.Length == 3 ? sides[2] : 1;
        return new(new PictureShape(channels, sides[0], sides[1]), channels == 1 ? content.Items : new PixelPlanes(content.Items, channels));
    }

    /// <summary>One image, as it is stored.</summary>
    /// <param name="image">Position, from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Picture this[int image]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(image);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(image, Count);
            return new Picture(Shape, _planes.Item(image).ToArray(), Shape, PictureChanges.None);
        }
    }
}
