namespace DkNN.Data;

/// <summary>
/// Reads single pictures: PNG, JPEG, BMP, WebP and GIF, known by their content. They are read as people see them: turned as their EXIF
/// orientation says; of several frames the first. What holds equal red, green and blue everywhere is grey, however it is stored. Transparent
/// pixels are blended with black, or with white where the picture is then inverted, so that the background is dark either way. Colour
/// profiles are not applied.
/// </summary>
public static class PictureReader
{
    /// <summary>Reads a picture, changed as the options say.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What to change; null for nothing.</param>
    /// <exception cref="DataFormatException">The file is no picture, damaged or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Picture Read(string path, PictureOptions? options = null)
    {
        // Opened here, so that a file that cannot be read is told from one that is no picture.
        using FileStream file = File.OpenRead(path);
        return Read(file, path, options);
    }

    /// <summary>Reads a picture from a stream, to its end.</summary>
    /// <param name="stream">The content of a picture's file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="options">What to change; null for nothing.</param>
    /// <exception cref="DataFormatException">The content is no picture, damaged or too large.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Picture Read(Stream stream, string name, PictureOptions? options = null)
    {
        options ??= PictureOptions.AsStored;
        using PictureFile file = PictureFile.Open(stream, name);
        return PictureFitting.Fit(file.Decode(options.Invert), options);
    }

    /// <summary>
    /// Reads a picture as a network takes it: scaled, turned to grey or taken as colour where need be; its <see cref="Picture.Changes"/> say
    /// what was.
    /// </summary>
    /// <param name="stream">The content of a picture's file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="shape">The shape that the network takes, of one channel or three.</param>
    /// <param name="invert">Whether dark and light are exchanged.</param>
    /// <exception cref="ArgumentException">The shape has another number of channels, or no pixels.</exception>
    /// <exception cref="DataFormatException">The content is no picture, damaged or too large.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Picture ReadAs(Stream stream, string name, PictureShape shape, bool invert = false)
    {
        PictureOptions options = OptionsFor(shape, invert);
        return Finish(Read(stream, name, options), shape);
    }

    /// <summary>Changes a picture that was read elsewhere, from an IDX file for one, to what a network takes.</summary>
    /// <param name="picture">The picture, of one channel or three.</param>
    /// <param name="shape">The shape that the network takes, of one channel or three.</param>
    /// <param name="invert">Whether dark and light are exchanged.</param>
    /// <exception cref="ArgumentException">A shape has another number of channels, or no pixels.</exception>
    public static Picture FitTo(Picture picture, PictureShape shape, bool invert = false)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Shape.Channels is not (1 or 3)) throw new ArgumentException($"The picture is {picture.Shape}.", nameof(picture));
        return Finish(PictureFitting.Fit(picture, OptionsFor(shape, invert)), shape);
    }

    private static Picture Finish(Picture picture, PictureShape shape) => shape.Channels == 3 ? PictureFitting.ToColor(picture) : picture;

    private static PictureOptions OptionsFor(PictureShape shape, bool invert)
    {
        if (shape.Channels is not (1 or 3)) throw new ArgumentException($"A picture has one channel or three, not {shape.Channels}.", nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Height, 1, nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Width, 1, nameof(shape));
        return new(shape.Channels == 1, shape.Extent, invert);
    }
}
