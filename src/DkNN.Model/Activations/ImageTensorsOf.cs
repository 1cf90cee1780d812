using DkNN.Data;
using DkNN.Torch;

namespace DkNN.Model;

/// <summary>Images of a data set as tensors.</summary>
public static class ImageTensorsOf
{
    /// <summary>Every image.</summary>
    public static ImageTensors All(ImageSet images) => new(images.CopyPixels, images.Labels, Shape(images));

    /// <summary>Some images.</summary>
    public static ImageTensors Some(ImageSet images, ReadOnlySpan<int> ids) => All(images.Select(ids));

    /// <summary>Some images, then the same ones with random noise: stand-ins for attacked and foreign ones.</summary>
    /// <param name="images">All images.</param>
    /// <param name="ids">Positions of those to take.</param>
    /// <param name="amplitude">Most that a pixel changes, of 255.</param>
    public static ImageTensors WithNoise(ImageSet images, ReadOnlySpan<int> ids, int amplitude)
    {
        var some = images.Select(ids);
        int half = checked(some.Count * some.ImageSize);
        byte[] pixels = new byte[checked(2 * half)];
        var random = new Random(0);
        for (int image = 0; image < some.Count; image++) some.Pixels(image).CopyTo(pixels.AsSpan(image * some.ImageSize));
        for (int pixel = 0; pixel < half; pixel++)
        {
            pixels[half + pixel] = (byte)Math.Clamp(pixels[pixel] + random.Next(-amplitude, amplitude + 1), 0, byte.MaxValue);
        }

        return new ImageTensors(pixels, [.. some.Labels, .. some.Labels], Shape(some));
    }

    /// <summary>The shape of an image.</summary>
    public static ImageShape Shape(ImageSet images) => new(images.Channels, images.Height, images.Width);
}
