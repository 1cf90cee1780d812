using DkNN.Data;

namespace DkNN.Torch.Tests;

/// <summary>A few synthetic digits as tensors.</summary>
internal static class Glyphs
{
    public static ImageTensors Take(int count)
    {
        var images = GlyphSet.Create(train: count, test: 10).Train;
        return new ImageTensors(images.CopyPixels, images.Labels, new ImageShape(images.Channels, images.Height, images.Width));
    }
}
