using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>
/// Labelled images as tensors. Pixels stay where they are and are read batch by batch, so that a set costs no second copy.
/// </summary>
public sealed class ImageTensors : IDisposable
{
    /// <summary>One for all: a number made for each call could be finalised while the native library still reads it.</summary>
    private static readonly TorchSharp.Scalar White = 255f;

    private readonly ImageReader _read;
    private readonly Tensor _labels;

    /// <summary>Makes tensors of images that stand elsewhere.</summary>
    /// <param name="read">Copies the pixels of an image; called for those of one batch after the other.</param>
    /// <param name="labels">N class numbers.</param>
    /// <param name="shape">Shape of one image.</param>
    public ImageTensors(ImageReader read, ReadOnlySpan<int> labels, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(read);
        _read = read;
        Shape = shape;
        using var scope = NewDisposeScope();
        _labels = tensor(labels.ToArray()).to(ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>Makes tensors of images in memory.</summary>
    /// <param name="pixels">N·C·H·W bytes, image after image, plane after plane; kept, not copied.</param>
    /// <param name="labels">N class numbers.</param>
    /// <param name="shape">Shape of one image.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public ImageTensors(byte[] pixels, ReadOnlySpan<int> labels, ImageShape shape)
        : this((image, into) => pixels.AsSpan(image * shape.Size, shape.Size).CopyTo(into), labels, shape)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != (long)labels.Length * shape.Size)
        {
            Dispose();
            throw new ArgumentException($"{pixels.LongLength} pixels are not {labels.Length} images of {shape}.", nameof(pixels));
        }
    }

    /// <summary>Number of images.</summary>
    public int Count => (int)_labels.shape[0];

    /// <summary>Shape of one image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Images scaled to [0, 1], float32, N×C×H×W; owned by the caller's dispose scope.</summary>
    /// <param name="ids">int64 positions, in any order.</param>
    public Tensor Images(Tensor ids)
    {
        long[] images = ids.data<long>().ToArray();
        return Read(images.Length, place => (int)images[place]);
    }

    /// <summary>Consecutive images scaled to [0, 1].</summary>
    /// <param name="start">First image.</param>
    /// <param name="count">Number of images.</param>
    public Tensor Images(int start, int count) => Read(count, place => start + place);

    /// <summary>Labels, int64; owned by the caller's dispose scope.</summary>
    /// <param name="ids">int64 positions, in any order.</param>
    public Tensor Labels(Tensor ids) => _labels.index_select(0, ids);

    /// <summary>Labels of consecutive images.</summary>
    /// <param name="start">First image.</param>
    /// <param name="count">Number of images.</param>
    public Tensor Labels(int start, int count)
    {
        using var scope = NewDisposeScope();
        return _labels.narrow(0, start, count).clone().MoveToOuterDisposeScope();
    }

    /// <summary>Frees the labels.</summary>
    public void Dispose() => _labels.Dispose();

    private Tensor Read(int count, Func<int, int> image)
    {
        using var scope = NewDisposeScope();
        var pixels = empty(count, Shape.Channels, Shape.Height, Shape.Width, ScalarType.Byte);
        var bytes = pixels.bytes;
        for (int place = 0; place < count; place++) _read(image(place), bytes.Slice(place * Shape.Size, Shape.Size));
        return pixels.to(ScalarType.Float32).div_(White).MoveToOuterDisposeScope();
    }
}
