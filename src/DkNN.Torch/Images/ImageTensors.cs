using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>
/// Labelled images as tensors: uint8, N×C×H×W, scaled to [0, 1] batch by batch, so that a whole set costs one byte a pixel.
/// </summary>
public sealed class ImageTensors : IDisposable
{
    private readonly Tensor _pixels;
    private readonly Tensor _labels;

    /// <summary>Copies images.</summary>
    /// <param name="pixels">N·C·H·W bytes, image after image, plane after plane.</param>
    /// <param name="labels">N class numbers.</param>
    /// <param name="shape">Shape of one image.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public ImageTensors(byte[] pixels, int[] labels, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (pixels.LongLength != (long)labels.Length * shape.Size)
        {
            throw new ArgumentException($"{pixels.LongLength} pixels are not {labels.Length} images of {shape}.", nameof(pixels));
        }
        Shape = shape;
        using var scope = NewDisposeScope();
        _pixels = tensor(pixels).reshape(labels.Length, shape.Channels, shape.Height, shape.Width).DetachFromDisposeScope();
        _labels = tensor(labels).to(ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>Number of images.</summary>
    public int Count => (int)_labels.shape[0];

    /// <summary>Shape of one image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Images scaled to [0, 1], float32, N×C×H×W; owned by the caller's dispose scope.</summary>
    /// <param name="ids">int64 positions, in any order.</param>
    public Tensor Images(Tensor ids)
    {
        using var scope = NewDisposeScope();
        return _pixels.index_select(0, ids).to(ScalarType.Float32).div_(255f).MoveToOuterDisposeScope();
    }

    /// <summary>Consecutive images scaled to [0, 1].</summary>
    /// <param name="start">First image.</param>
    /// <param name="count">Number of images.</param>
    public Tensor Images(int start, int count)
    {
        using var scope = NewDisposeScope();
        return _pixels.narrow(0, start, count).to(ScalarType.Float32).div_(255f).MoveToOuterDisposeScope();
    }

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

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        _pixels.Dispose();
        _labels.Dispose();
    }
}
