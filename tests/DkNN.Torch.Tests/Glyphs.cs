using DkNN.Data;

namespace DkNN.Torch.Tests;

/// <summary>A few synthetic digits as tensors.</summary>
internal static class Glyphs
{
    public static ImageTensors Take(int count)
    {
        var images = GlyphSet.Create(train: count, test: 10).Train;
        byte[] pixels = [.. Enumerable.Range(0, count).SelectMany(image => images.Pixels(image).ToArray())];
        return new ImageTensors(pixels, images.Labels.ToArray(), new ImageShape(images.Channels, images.Height, images.Width));
    }
}
