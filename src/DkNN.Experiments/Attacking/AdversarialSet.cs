using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>The test images under attack with one budget, mapped.</summary>
/// <param name="Key">All that determined them.</param>
/// <param name="Pixels">One row an image, C·H·W floats.</param>
/// <param name="Shape">Shape of an image.</param>
/// <param name="Aim">How far they were moved, and where to.</param>
internal sealed record AdversarialSet(ArtefactKey Key, RowMatrix Pixels, ImageShape Shape, AttackAim Aim) : IDisposable
{
    /// <summary>Consecutive images; owned by the caller's dispose scope.</summary>
    public Tensor Images(int start, int count)
    {
        float[] pixels = new float[count * Pixels.Dimension];
        for (int image = 0; image < count; image++) Pixels.Row(start + image).CopyTo(pixels.AsSpan(image * Pixels.Dimension));
        return tensor(pixels, [count, Shape.Channels, Shape.Height, Shape.Width]);
    }

    public void Dispose() => Pixels.Dispose();
}
