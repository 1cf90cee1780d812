using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DkNN.Data;

/// <summary>
/// Labelled images of one shape: bytes from 0 to 255 in planes, N×C×H×W, and a label for each. They stand in memory, or, where they are
/// many and their file is not compressed, in the file. Never changes, so reading from many threads at once is safe.
/// </summary>
public sealed class ImageSet
{
    /// <summary>The most classes a set can have.</summary>
    public const int MostClasses = 1 << 16;

    private readonly PixelStore _pixels;
    private readonly int[] _labels;
    private readonly Lazy<string> _fingerprint;

    /// <summary>Takes what must fit the shape; labels must be below the number of classes.</summary>
    internal ImageSet(PictureShape shape, int classes, PixelStore pixels, int[] labels)
    {
        Shape = shape;
        Classes = classes;
        _pixels = pixels;
        _labels = labels;
        _fingerprint = new(ComputeFingerprint);
    }

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>Channels of an image: 1 for grey, 3 for red, green and blue.</summary>
    public int Channels => Shape.Channels;

    /// <summary>Rows of an image, in pixels.</summary>
    public int Height => Shape.Height;

    /// <summary>Columns of an image, in pixels.</summary>
    public int Width => Shape.Width;

    /// <summary>Number of classes, from 1 to <see cref="MostClasses"/>; labels are from 0 and below it.</summary>
    public int Classes { get; }

    /// <summary>Channels, rows and columns of an image.</summary>
    public PictureShape Shape { get; }

    /// <summary>Bytes of one image: channels · height · width.</summary>
    public int ImageSize => Shape.Size;

    /// <summary>The label of every image.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>
    /// SHA-256, in lower-case hexadecimal digits, of shape, number of classes, pixels and labels. Equal content has an equal fingerprint,
    /// whatever the name and the format of the files it came from. Computed once, when first asked for.
    /// </summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Copies labelled images from memory.</summary>
    /// <param name="channels">Channels, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="classes">Number of classes, from 1 to <see cref="MostClasses"/>.</param>
    /// <param name="pixels">N×C×H×W bytes.</param>
    /// <param name="labels">N labels.</param>
    /// <exception cref="ArgumentException">The lengths disagree, or a label is not below the number of classes.</exception>
    public static ImageSet Copy(int channels, int height, int width, int classes, ReadOnlySpan<byte> pixels, ReadOnlySpan<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, MostClasses);
        long expected = checked((long)channels * height * width * labels.Length);
        if (pixels.Length != expected)
        {
            throw new ArgumentException(
                $"{labels.Length} images of {channels}x{height}x{width} are {expected} bytes, not {pixels.Length}.", nameof(pixels));
        }
        int wrong = labels.IndexOfAnyExceptInRange(0, classes - 1);
        if (wrong >= 0)
        {
            throw new ArgumentException($"Label {labels[wrong]} is not from 0 to {classes - 1}, the last class.", nameof(labels));
        }
        var copy = new PixelArrays(labels.Length, channels * height * width);
        for (int image = 0; image < copy.Count; image++) pixels.Slice(image * copy.Size, copy.Size).CopyTo(copy.Writable(image));
        return new(new PictureShape(channels, height, width), classes, copy, labels.ToArray());
    }

    /// <summary>The pixels of one image: C×H×W bytes from 0 to 255.</summary>
    /// <param name="image">Position, from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="IOException">The pixels stand in a file, which cannot be read.</exception>
    public ReadOnlySpan<byte> Pixels(int image)
    {
        ThrowIfAbsent(image);
        return _pixels.Item(image);
    }

    /// <summary>Copies the pixels of one image, without making an array where they stand in a file.</summary>
    /// <param name="image">Position, from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="into">Takes C×H×W bytes from 0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void CopyPixels(int image, Span<byte> into)
    {
        ThrowIfAbsent(image);
        _pixels.Read(image, into[..ImageSize]);
    }

    /// <summary>The label of one image.</summary>
    /// <param name="image">Position, from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public int Label(int image)
    {
        ThrowIfAbsent(image);
        return _labels[image];
    }

    /// <summary>A set of some of the images, in the order given; their pixels are not copied.</summary>
    /// <param name="images">Positions of the images.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ImageSet Select(ReadOnlySpan<int> images)
    {
        int[] labels = new int[images.Length];
        for (int i = 0; i < images.Length; i++) labels[i] = Label(images[i]);
        return new(Shape, Classes, new PixelSelection(_pixels, images.ToArray()), labels);
    }

    private void ThrowIfAbsent(int image)
    {
        if ((uint)image >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(image), image, $"The set has {Count} images.");
    }

    private string ComputeFingerprint()
    {
        Span<byte> shape = stackalloc byte[5 * sizeof(int)];
        ReadOnlySpan<int> numbers = [Count, Channels, Height, Width, Classes];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(shape[(i * sizeof(int))..], numbers[i]);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(shape);
        byte[] pixels = new byte[ImageSize];
        for (int image = 0; image < Count; image++)
        {
            _pixels.Read(image, pixels);
            hash.AppendData(pixels);
        }
        hash.AppendData(LabelBytes());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A byte a label where that is enough, so that sets of up to 256 classes keep the fingerprints they always had.</summary>
    private byte[] LabelBytes()
    {
        if (Classes <= byte.MaxValue + 1) return Array.ConvertAll(_labels, label => (byte)label);
        byte[] bytes = new byte[_labels.Length * sizeof(int)];
        for (int i = 0; i < _labels.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), _labels[i]);
        return bytes;
    }
}
