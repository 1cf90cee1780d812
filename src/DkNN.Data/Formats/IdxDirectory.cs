using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>
/// A data set as four IDX files in a folder: <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, and the same with
/// <c>t10k</c> or <c>test</c> for the test images; <c>idx4</c> for colour images (N×H×W×C); <c>idx1-int</c> for more labels than a byte has;
/// each plain or with <c>.gz</c>.
/// </summary>
public static class IdxDirectory
{
    private static readonly string[] TrainPrefixes = ["train"];
    private static readonly string[] TestPrefixes = ["t10k", "test"];
    private static readonly string[] ImageSuffixes = ["images-idx3-ubyte", "images-idx4-ubyte"];
    private static readonly string[] LabelSuffixes = ["labels-idx1-ubyte", "labels-idx1-int"];

    /// <summary>Whether the folder holds at least one of the files.</summary>
    /// <param name="directory">The folder; need not exist.</param>
    public static bool Exists(string directory) =>
        Present(directory, [.. TrainPrefixes, .. TestPrefixes], [.. ImageSuffixes, .. LabelSuffixes]).Any();

    /// <summary>
    /// Reads the four files. The classes are 0 to the largest training label, and each of them must have a training image: a label that
    /// leaves a gap is taken for an error.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <param name="name">The data set's name; null for the folder's.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged, swapped with another or mislabelled, or two disagree.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataSet Read(string directory, string? name = null, CancellationToken cancellation = default) =>
        ToDataSet(ReadFiles(directory, cancellation), name ?? FolderName(directory), classNames: []);

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
        Write(data.Train, directory, TrainPrefixes[0], compress);
        Write(data.Test, directory, TestPrefixes[0], compress);
    }

    internal static IdxPair[] ReadFiles(string directory, CancellationToken cancellation)
    {
        IdxPair Part(string[] prefixes) => new(
            IdxFile.Read(Find(directory, prefixes, ImageSuffixes), IdxKind.Images, cancellation),
            IdxFile.Read(Find(directory, prefixes, LabelSuffixes), IdxKind.Labels, cancellation));
        return [Part(TrainPrefixes), Part(TestPrefixes)];
    }

    /// <summary>Checks the files against one another and makes the data set. With class names, labels must be below their number.</summary>
    internal static DataSet ToDataSet(IdxPair[] files, string name, ImmutableArray<string> classNames)
    {
        IdxPair train = files[0], test = files[1];
        if (!train.ImageDimensions.SequenceEqual(test.ImageDimensions))
        {
            throw new DataFormatException(
                test.Images.Path,
                $"Its images are {test.ImageShape}, those of {train.Images.Path} are {train.ImageShape}.",
                "Use training and test files of one data set.");
        }
        int classes = classNames.IsEmpty ? train.CountClasses() : classNames.Length;
        return new(name, train.ToImageSet(classes), test.ToImageSet(classes), classNames);
    }

    /// <summary>The path of a file, plain or compressed, or null where it is in neither form.</summary>
    internal static string? FindFile(string directory, string file) =>
        new[] { file, file + ".gz" }.Select(candidate => Path.Combine(directory, candidate)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Present(string directory, string[] prefixes, string[] suffixes) =>
        from prefix in prefixes
        from suffix in suffixes
        let path = FindFile(directory, $"{prefix}-{suffix}")
        where path is not null
        select path;

    private static string Find(string directory, string[] prefixes, string[] suffixes)
    {
        string[] present = [.. Present(directory, prefixes, suffixes)];
        if (present.Length == 1) return present[0];
        string wanted = string.Join(" or ", from prefix in prefixes from suffix in suffixes select $"{prefix}-{suffix}[.gz]");
        if (present.Length == 0)
        {
            throw new DataFormatException(
                directory, $"The folder lacks {wanted}.", "Add it; for a known data set, 'dknn data fetch NAME' does.");
        }
        throw new DataFormatException(
            directory, $"The folder holds both {string.Join(" and ", present.Select(Path.GetFileName))}.", "Keep one of them.");
    }

    private static string FolderName(string directory) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));

    private static void Write(ImageSet images, string directory, string prefix, bool compress)
    {
        bool grey = images.Channels == 1;
        string extension = compress ? ".gz" : "";
        int size = images.ImageSize;
        byte[] elements = new byte[checked(images.Count * size)];
        for (int image = 0; image < images.Count; image++)
        {
            Planes.ToInterleaved(images.Pixels(image), elements.AsSpan(image * size, size), images.Channels);
        }

        int[] dimensions = [images.Count, images.Height, images.Width];
        if (!grey) dimensions = [.. dimensions, images.Channels];
        IdxFile.Write(
            Path.Combine(directory, $"{prefix}-{ImageSuffixes[grey ? 0 : 1]}{extension}"), IdxElement.UnsignedByte, dimensions, elements);

        bool bytes = images.Classes <= byte.MaxValue + 1;
        IdxElement type = bytes ? IdxElement.UnsignedByte : IdxElement.Int32;
        byte[] labels = new byte[images.Count * type.Bytes];
        for (int image = 0; image < images.Count; image++) type.Write(images.Label(image), labels.AsSpan(image * type.Bytes));
        IdxFile.Write(Path.Combine(directory, $"{prefix}-{LabelSuffixes[bytes ? 0 : 1]}{extension}"), type, [images.Count], labels);
    }
}
