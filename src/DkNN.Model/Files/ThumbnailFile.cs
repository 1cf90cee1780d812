using DkNN.Data;
using DkNN.Vectors;
using Microsoft.Win32.SafeHandles;

namespace DkNN.Model;

/// <summary>
/// Small pictures of all training images, to show beside an answer: an IDX file of bytes, N×C×H×W. One is read when it is asked for.
/// Safe for concurrent use.
/// </summary>
public sealed class ThumbnailFile : IDisposable
{
    /// <summary>Most rows and columns of a thumbnail.</summary>
    public const int MostSide = 64;

    private const int Dimensions = 4;

    private readonly SafeFileHandle _file;
    private readonly int _count;

    private ThumbnailFile(SafeFileHandle file, int count, ImageShape shape) => (_file, _count, Shape) = (file, count, shape);

    /// <summary>Shape of a thumbnail.</summary>
    public ImageShape Shape { get; }

    /// <summary>Writes thumbnails: every so-manieth row and column where an image is larger than <see cref="MostSide"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="images">The images.</param>
    public static void Write(string path, ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int step = (Math.Max(images.Height, images.Width) + MostSide - 1) / MostSide;
        int height = (images.Height + step - 1) / step, width = (images.Width + step - 1) / step;
        AtomicFile.Write(path, stream =>
        {
            IdxArray.WriteHeader(stream, [images.Count, images.Channels, height, width]);
            byte[] small = new byte[images.Channels * height * width];
            for (int image = 0; image < images.Count; image++)
            {
                var pixels = images.Pixels(image);
                int at = 0;
                for (int channel = 0; channel < images.Channels; channel++)
                {
                    for (int y = 0; y < images.Height; y += step)
                    {
                        for (int x = 0; x < images.Width; x += step)
                        {
                            small[at++] = pixels[(((channel * images.Height) + y) * images.Width) + x];
                        }
                    }
                }
                stream.Write(small);
            }
        });
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">What <see cref="Write"/> wrote.</param>
    /// <exception cref="InvalidDataException">The file is of another form or length.</exception>
    public static ThumbnailFile Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            int[] sizes = IdxArray.ReadSizes(file, path, Dimensions);
            return new ThumbnailFile(file, sizes[0], new ImageShape(sizes[1], sizes[2], sizes[3]));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>One thumbnail.</summary>
    /// <param name="id">Zero-based position in the training set.</param>
    /// <returns>C×H×W bytes from 0 to 255.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public byte[] Read(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, _count);
        byte[] pixels = new byte[Shape.Size];
        RandomAccess.Read(_file, pixels, IdxArray.HeaderSize(Dimensions) + ((long)id * pixels.Length));
        return pixels;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}
