using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// The explained images in a run's directory: what is said of them in <c>explanations.json</c>, their pixels in <c>explanations.npy</c>. A
/// row there is an image of C·H·W floats in [0, 1]; each image is followed by its nearest training images, layer after layer.
/// </summary>
public static class ExplanationsFile
{
    /// <summary>Name of the file of what is said.</summary>
    public const string FileName = "explanations.json";

    /// <summary>Name of the file of pixels.</summary>
    public const string PixelsName = "explanations.npy";

    /// <summary>Writes both files.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="explanations">The images.</param>
    public static void Write(string directory, RunExplanations explanations)
    {
        ArgumentNullException.ThrowIfNull(explanations);
        Write(name => Path.Combine(directory, name), explanations);
    }

    /// <summary>Reads both files.</summary>
    /// <param name="directory">The run's directory.</param>
    /// <returns>The images; null where the run kept none.</returns>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not fit each other.</exception>
    public static RunExplanations? Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        return File.Exists(path) ? Read(path, Path.Combine(directory, PixelsName)) : null;
    }

    /// <summary>Writes both files to the places that a function gives for their names.</summary>
    internal static void Write(Func<string, string> place, RunExplanations explanations)
    {
        float[] pixels =
        [
            .. from image in explanations.Images
               from picture in image.Image.NeighborPixels.Prepend(image.Image.Pixels)
               from value in picture.ToArray()
               select value,
        ];
        using (var rows = RowMatrix.Copy(pixels, explanations.Shape.Size)) NpyFile.Write(place(PixelsName), rows.Count, rows.Dimension, [rows]);
        AtomicFile.Write(place(FileName), stream => JsonSerializer.Serialize(stream, explanations, ExplanationsJson.Default.RunExplanations));
    }

    /// <summary>Reads both files.</summary>
    internal static RunExplanations Read(string path, string pixelsPath)
    {
        RunExplanations? said;
        try
        {
            said = JsonSerializer.Deserialize(File.ReadAllBytes(path), ExplanationsJson.Default.RunExplanations);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path} holds no explanations ({problem.Message}); repeat the run to write it anew.", problem);
        }
        if (said is null || !IsWhole(said)) throw new InvalidDataException($"'{path}' contradicts itself; repeat the run to write it anew.");
        using var pixels = NpyFile.Read(pixelsPath);
        if (pixels.Dimension != said.Shape.Size || said.Images.Sum(Pictures) != pixels.Count)
        {
            throw new InvalidDataException($"'{path}' and '{pixelsPath}' do not fit each other; repeat the run to write them anew.");
        }
        int row = 0;
        return said with { Images = [.. said.Images.Select(image => image with { Image = WithPixels(image.Image) })] };

        ExplainedImage WithPixels(ExplainedImage image) => image with
        {
            Shape = said.Shape,
            NeighborShape = said.Shape,
            Pixels = pixels.Row(row++).ToArray(),
            NeighborPixels = [.. image.Explanation.Layers.SelectMany(layer => layer.Nearest).Select(_ => (ReadOnlyMemory<float>)pixels.Row(row++).ToArray())],
        };
    }

    /// <summary>Whether all that a page shows is there, and every class among those that there are.</summary>
    private static bool IsWhole(RunExplanations said) =>
        !said.ClassNames.IsDefault && !said.Images.IsDefault && said.Images.All(image =>
        {
            var (prediction, layers) = (image.Image.Explanation.Prediction, image.Image.Explanation.Layers);
            if (prediction.PValues.IsDefaultOrEmpty || prediction.Alpha.IsDefault || layers.IsDefault) return false;
            int classes = prediction.PValues.Length;
            return prediction.Alpha.Length == classes && (said.ClassNames.IsEmpty || said.ClassNames.Length == classes)
                && IsClass(image.Label) && IsClass(prediction.Label) && IsClass(prediction.NetworkLabel)
                && layers.All(layer => !layer.Votes.IsDefault && layer.Votes.Length == classes && !layer.Nearest.IsDefault
                    && layer.Nearest.All(near => IsClass(near.Label)));

            bool IsClass(int label) => label >= 0 && label < classes;
        });

    private static int Pictures(RunExplanation image) => 1 + image.Image.Explanation.Layers.Sum(layer => layer.Nearest.Length);
}
