namespace DkNN.Data;

/// <summary>Changes decoded pictures as asked: to grey, to a size, inverted.</summary>
internal static class PictureFitting
{
    /// <summary>The picture, changed as the options say.</summary>
    public static Picture Fit(Picture picture, PictureOptions options)
    {
        (PictureShape shape, byte[] pixels, PictureChanges changes) = (picture.Shape, picture.Pixels.ToArray(), picture.Changes);
        if (options.Gray && shape.Channels == 3)
        {
            shape = shape with { Channels = 1 };
            pixels = ToGray(pixels);
            changes |= PictureChanges.ToGray;
        }
        if (options.Resize is { } size && size != shape.Extent)
        {
            pixels = Resampling.Scale(pixels, shape, size);
            shape = shape with { Width = size.Width, Height = size.Height };
            changes |= PictureChanges.Resized;
        }
        if (options.Invert)
        {
            for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(byte.MaxValue - pixels[i]);
            changes |= PictureChanges.Inverted;
        }
        return picture with { Shape = shape, Pixels = pixels, Changes = changes };
    }

    /// <summary>The picture with three planes; those of a grey one are equal.</summary>
    public static Picture ToColor(Picture picture)
    {
        if (picture.Shape.Channels == 3) return picture;
        byte[] plane = picture.Pixels.ToArray();
        return picture with
        {
            Shape = picture.Shape with { Channels = 3 },
            Pixels = (byte[])[.. plane, .. plane, .. plane],
            Changes = picture.Changes | PictureChanges.ToColor,
        };
    }

    /// <summary>Luma as of ITU-R BT.601, in whole numbers, which leave equal red, green and blue as they are.</summary>
    private static byte[] ToGray(ReadOnlySpan<byte> planes)
    {
        const int Red = 19595, Green = 38470, Blue = 7471, Half = 1 << 15;
        byte[] gray = new byte[planes.Length / 3];
        for (int i = 0; i < gray.Length; i++)
        {
            int luma = (Red * planes[i]) + (Green * planes[gray.Length + i]) + (Blue * planes[(2 * gray.Length) + i]);
            gray[i] = (byte)((luma + Half) >> 16);
        }
        return gray;
    }
}
