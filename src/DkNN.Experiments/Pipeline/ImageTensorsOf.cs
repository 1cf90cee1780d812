using DkNN.Data;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>Images of a data set as tensors.</summary>
internal static class ImageTensorsOf
{
    /// <summary>Copies every image.</summary>
    public static ImageTensors All(ImageSet images)
    {
        byte[] pixels = new byte[checked(images.Count * images.ImageSize)];
        for (int image = 0; image < images.Count; image++) images.Pixels(image).CopyTo(pixels.AsSpan(image * images.ImageSize));
        return new ImageTensors(pixels, images.Labels.ToArray(), Shape(images));
    }

    /// <summary>Copies some images.</summary>
    public static ImageTensors Some(ImageSet images, ReadOnlySpan<int> ids) => All(images.Select(ids));

    /// <summary>The shape of an image.</summary>
    public static ImageShape Shape(ImageSet images) => new(images.Channels, images.Height, images.Width);
}
