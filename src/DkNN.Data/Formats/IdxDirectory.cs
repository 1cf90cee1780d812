using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>
/// A data set as four IDX files in a folder: <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, and the same with
/// <c>t10k</c> or <c>test</c> for the test images; <c>idx4</c> for colour images (N×H×W×C); <c>idx1-int</c> for more labels than a byte
/// has; each plain or with <c>.gz</c>. The same words joined in another way are known too, as EMNIST, QMNIST and Kaggle have them.
/// </summary>
public static class IdxDirectory
{
    /// <summary>Whether the folder holds at least one of the files.</summary>
    /// <param name="directory">The folder; need not exist.</param>
    public static bool Exists(string directory) => IdxFiles.In(directory).Any;

    /// <summary>
    /// Reads the four files. The classes are 0 to the largest training label, or 1 to it, and each of them must have a training image: a
    /// label that leaves a gap is taken for an error. Names of classes are taken from <c>classes.txt</c> or <c>labels.txt</c>, a line each.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <param name="name">The data set's name; null for the folder's.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged, swapped with another or mislabelled, or two disagree.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataSet Read(string directory, string? name = null, CancellationToken cancellation = default)
    {
        IdxPair[] files = ReadFiles(directory, cancellation);
        (int first, int classes) = files[0].LabelRange();
        List<string> notes = [];
        if (first > 0) notes.Add($"Labels are from {first} to {classes}; label {first} is class 0, and so on.");
        string[] names = ClassNamesFile.Read(directory, classes, notes);
        if (names.Length == 0 && first > 0) names = [.. Enumerable.Range(first, classes).Select(label => $"{label}")];
        return ToDataSet(files, name ?? FolderName.Of(directory), first, classes, [.. names], notes);
    }

    /// <summary>
    /// Writes a data set as four files, each under a temporary name first and then renamed. The folder is made if need be.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="compress">Whether to write ".gz" files.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(DataSet data, string directory, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        Directory.CreateDirectory(directory);
        Write(data.Train, directory, "train", compress);
        Write(data.Test, directory, "t10k", compress);
    }

    /// <summary>Reads a known set: its classes are those that are published.</summary>
    internal static (DataSet Data, IEnumerable<IdxContent> Files) ReadKnown(
        string directory, KnownDataSet known, CancellationToken cancellation)
    {
        IdxPair[] files = ReadFiles(directory, cancellation);
        DataSet data = ToDataSet(files, known.Name, first: 0, known.ClassNames.Length, known.ClassNames, []);
        return (data, files.SelectMany(pair => new[] { pair.Images, pair.Labels }));
    }

    private static IdxPair[] ReadFiles(string directory, CancellationToken cancellation)
    {
        var found = IdxFiles.In(directory);
        IdxContent[] files = [.. IdxRole.All.Select(role => IdxFile.Read(found.Find(role), role.Kind, cancellation))];
        return [new(files[0], files[1]), new(files[2], files[3])];
    }

    /// <summary>Checks the files against one another and makes the data set.</summary>
    private static DataSet ToDataSet(
        IdxPair[] files, string name, int first, int classes, ImmutableArray<string> classNames, List<string> notes)
    {
        IdxPair train = files[0], test = files[1];
        if (!train.ImageDimensions.SequenceEqual(test.ImageDimensions))
        {
            throw new DataFormatException(
                test.Images.Path,
                $"Its images are {test.ImageShape}, those of {train.Images.Path} are {train.ImageShape}.",
                "Use training and test files of one data set.");
        }
        foreach (IdxContent file in files.SelectMany(pair => new[] { pair.Images, pair.Labels }).Where(file => file.Trailing > 0))
        {
            notes.Add($"{Path.GetFileName(file.Path)}: {file.Trailing} bytes of white space or zeros after the elements are left out.");
        }
        return new(name, train.ToImageSet(first, classes), test.ToImageSet(first, classes), classNames, [.. notes]);
    }

    private static void Write(ImageSet images, string directory, string prefix, bool compress)
    {
        string extension = compress ? ".gz" : "";
        bool grey = images.Channels == 1;
        int[] dimensions = [images.Count, images.Height, images.Width];
        if (!grey) dimensions = [.. dimensions, images.Channels];
        IdxFile.Write(
            Path.Combine(directory, $"{prefix}-images-idx{(grey ? 3 : 4)}-ubyte{extension}"),
            IdxElement.UnsignedByte,
            dimensions,
            stream =>
            {
                byte[] planes = new byte[images.ImageSize], interleaved = new byte[images.ImageSize];
                for (int image = 0; image < images.Count; image++)
                {
                    images.CopyPixels(image, planes);
                    Planes.ToInterleaved(planes, interleaved, images.Channels);
                    stream.Write(interleaved);
                }
            });

        bool bytes = images.Classes <= byte.MaxValue + 1;
        IdxElement type = bytes ? IdxElement.UnsignedByte : IdxElement.Int32;
        IdxFile.Write(
            Path.Combine(directory, $"{prefix}-labels-idx1-{(bytes ? "ubyte" : "int")}{extension}"),
            type,
            [images.Count],
            stream =>
            {
                byte[] labels = new byte[images.Count * type.Bytes];
                for (int image = 0; image < images.Count; image++) type.Write(images.Label(image), labels.AsSpan(image * type.Bytes));
                stream.Write(labels);
            });
    }
}
