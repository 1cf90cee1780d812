using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Model;

/// <summary>Gathers what the network says of images, batch by batch.</summary>
/// <param name="count">Number of images.</param>
/// <param name="classes">Number of classes of the data, at most those of the network.</param>
/// <param name="wantsFeatures">Whether what the last dense layer reads is kept.</param>
internal sealed class NetworkOutput(int count, int classes, bool wantsFeatures) : IDisposable
{
    private readonly int[] _labels = new int[count];
    private readonly float[] _confidences = new float[count];
    private readonly double[] _draws = new double[count];
    private RowMatrix? _logits;
    private RowMatrix? _features;

    /// <summary>Draws a number for every image of a batch.</summary>
    public void Draw(int start, Tensor images) => ImageDraw.Fill(images, _draws.AsSpan(start, (int)images.shape[0]));

    /// <summary>Takes what the network says of one batch.</summary>
    public void Add(int start, Tensor logits, Tensor? features)
    {
        using var scope = NewDisposeScope();
        var (greatest, positions) = logits.softmax(1).max(1);
        var labels = MemoryMarshal.Cast<byte, long>(positions.bytes);
        for (int image = 0; image < labels.Length; image++) _labels[start + image] = (int)labels[image];
        MemoryMarshal.Cast<byte, float>(greatest.bytes).CopyTo(_confidences.AsSpan(start));
        Copy(logits, ref _logits, start);
        if (wantsFeatures && features is not null) Copy(features, ref _features, start);
    }

    /// <summary>The observations, which own the rows from then on.</summary>
    public Observations With(int neighbors, ImmutableArray<LayerNeighborhood> layers) => new()
    {
        Count = count,
        Classes = classes,
        Neighbors = neighbors,
        NetworkLabels = ImmutableCollectionsMarshal.AsImmutableArray(_labels),
        NetworkConfidences = ImmutableCollectionsMarshal.AsImmutableArray(_confidences),
        Draws = ImmutableCollectionsMarshal.AsImmutableArray(_draws),
        Logits = _logits ?? RowMatrix.Allocate(0, classes),
        Features = _features,
        Layers = layers,
    };

    public void Dispose()
    {
        _logits?.Dispose();
        _features?.Dispose();
    }

    private void Copy(Tensor rows, ref RowMatrix? all, int start)
    {
        int width = (int)rows.shape[1];
        all ??= RowMatrix.Allocate(count, width);
        using var contiguous = rows.contiguous();
        var values = MemoryMarshal.Cast<byte, float>(contiguous.bytes);
        for (int row = 0; row < values.Length / width; row++) values.Slice(row * width, width).CopyTo(all.MutableRow(start + row));
    }
}
