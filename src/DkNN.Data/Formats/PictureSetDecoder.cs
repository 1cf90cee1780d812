using System.Runtime.ExceptionServices;
using DkNN.Vectors;

namespace DkNN.Data;

/// <summary>Decodes the pictures of a set into one shape, and counts what it changes.</summary>
internal sealed class PictureSetDecoder
{
    private readonly PictureOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly PictureShape _shape;
    private readonly ChangeCounts _changes = new();

    /// <summary>Finds the shape that all pictures shall have: the size of the first, and colour as soon as one has any.</summary>
    public PictureSetDecoder(PictureOptions options, IReadOnlyList<LabelledFile> all, CancellationToken cancellation)
    {
        (_options, _cancellation) = (options, cancellation);
        // Of a set in colour the first picture mostly tells; of a grey one that is stored as such, the headers.
        bool colour = !options.Gray && all.Any(file => HasColour(file.Path));
        _shape = PictureReader.Read(all[0].Path, options).Shape with { Channels = colour ? 3 : 1 };
    }

    /// <summary>What was changed so far, in sentences.</summary>
    public IEnumerable<string> Notes => _changes.Notes(_shape);

    /// <summary>Decodes pictures, on all processors.</summary>
    /// <exception cref="DataFormatException">One is damaged or of another size: the first of them in the order given.</exception>
    public ImageSet Decode(LabelledFile[] files, int classes)
    {
        var pixels = new PixelArrays(files.Length, _shape.Size);
        var gate = new Lock();
        (int Image, IOException Problem)? failure = null;
        Parallel.For(0, files.Length, SharedCores.Options(_cancellation), (image, loop) =>
        {
            try
            {
                Decode(files[image].Path).Pixels.Span.CopyTo(pixels.Writable(image));
            }
            catch (IOException problem)
            {
                lock (gate)
                {
                    if (failure is null || image < failure.Value.Image) failure = (image, problem);
                }
                // Those before it are still decoded, so that the same one is named every time.
                loop.Break();
            }
        });
        if (failure is { } found) ExceptionDispatchInfo.Throw(found.Problem);
        return new(_shape, classes, pixels, [.. files.Select(file => file.Label)]);
    }

    private Picture Decode(string path)
    {
        Picture picture = PictureReader.Read(path, _options);
        if (picture.Shape.Extent != _shape.Extent)
        {
            throw new DataFormatException(
                path,
                $"The picture is {picture.Shape}, the first one is {_shape}.",
                $"Bring all pictures to one size, or have them scaled with --resize {_shape.Extent}.");
        }
        if (_shape.Channels == 3) picture = PictureFitting.ToColor(picture);
        _changes.Add(picture.Changes);
        return picture;
    }

    private bool HasColour(string path)
    {
        _cancellation.ThrowIfCancellationRequested();
        using FileStream stream = File.OpenRead(path);
        using PictureFile file = PictureFile.Open(stream, path);
        return !file.StoredGray && file.Decode(onWhite: false).Shape.Channels == 3;
    }
}
