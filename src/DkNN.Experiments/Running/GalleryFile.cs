using System.Globalization;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// The report's images in a run's directory, <c>gallery.npy</c>: for every ε of the results, in their order, the first test images, each
/// a row of C·H·W floats in [0, 1]. What is said of them stands in <c>predictions.csv</c>.
/// </summary>
public static class GalleryFile
{
    /// <summary>Name of the file in a run's directory.</summary>
    public const string FileName = "gallery.npy";

    /// <summary>Writes the pixels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="gallery">The images.</param>
    public static void Write(string path, AdversarialGallery gallery)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        float[] pixels = [.. gallery.Rows.SelectMany(row => row.Images).SelectMany(image => image.Pixels.ToArray())];
        using var rows = RowMatrix.Copy(pixels, gallery.Shape.Size);
        NpyFile.Write(path, rows.Count, rows.Dimension, [rows]);
    }

    /// <summary>Reads the pixels, and what is said of each.</summary>
    /// <param name="directory">The run's directory.</param>
    /// <param name="results">The run's results.</param>
    /// <returns>The images; null where the run kept none.</returns>
    /// <exception cref="InvalidDataException">The file does not fit the results.</exception>
    public static AdversarialGallery? Read(string directory, RunResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        string path = Path.Combine(directory, FileName);
        if (results.Image is null || results.Evaluations.Count == 0 || !File.Exists(path)) return null;
        if (results.Image.Split('x').Select(Size).ToArray() is not [> 0 and var channels, > 0 and var height, > 0 and var width])
        {
            throw new InvalidDataException(
                $"'{Path.Combine(directory, ResultsFile.FileName)}': '{results.Image}' is no image shape; repeat the run to write it anew.");
        }
        var shape = new ImageShape(channels, height, width);
        using var pixels = NpyFile.Read(path);
        int count = pixels.Count / results.Evaluations.Count;
        if (pixels.Dimension != shape.Size || count * results.Evaluations.Count != pixels.Count)
        {
            throw new InvalidDataException($"'{path}' does not fit the run's results; repeat the run to write it anew.");
        }
        var predictions = PredictionsFile.ReadOutcomes(Path.Combine(directory, PredictionsFile.FileName)).ToLookup(row => row.Epsilon);
        return new AdversarialGallery(shape,
        [
            .. results.Evaluations.Select((evaluation, place) => new GalleryRow(
                evaluation.Epsilon,
                [.. predictions[evaluation.Epsilon].Take(count).Select((row, image) =>
                    GalleryImage.Of(row, pixels.Row((place * count) + image).ToArray()))])),
        ]);
    }

    /// <summary>A side of an image; 0 where the text is none.</summary>
    private static int Size(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0;
}
