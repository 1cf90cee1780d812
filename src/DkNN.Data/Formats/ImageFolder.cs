namespace DkNN.Data;

/// <summary>
/// A data set as pictures in folders: <c>train/CLASS/*.png</c> and <c>test/CLASS/*.png</c> (or .jpg, .jpeg), all of one size, all grey or
/// all in colour. Classes are the names of the training folders in ordinal order, images follow the ordinal order of their names.
/// </summary>
public static class ImageFolder
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>Whether the folder looks like one: it holds a folder <c>train</c>.</summary>
    /// <param name="directory">The folder; need not exist.</param>
    public static bool Exists(string directory) => Directory.Exists(Path.Combine(directory, "train"));

    /// <summary>Reads all pictures. Transparent pixels are blended with black; colour profiles are not applied.</summary>
    /// <param name="directory">The folder that holds <c>train</c> and <c>test</c>.</param>
    /// <param name="name">The data set's name; null for the folder's.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DataFormatException">
    /// A folder is missing or empty, or a picture is damaged or of another size or colour than the first.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataSet Read(string directory, string? name = null, CancellationToken cancellation = default)
    {
        string trainFolder = Path.Combine(directory, "train"), testFolder = Path.Combine(directory, "test");
        string[] classes = ClassFolders(trainFolder);
        if (classes.Length > ImageSet.MostClasses)
        {
            throw new DataFormatException(
                trainFolder, $"It has {classes.Length} classes; at most {ImageSet.MostClasses} are possible.", "Merge or remove classes.");
        }
        string? unknown = ClassFolders(testFolder).Except(classes, StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
        {
            throw new DataFormatException(
                Path.Combine(testFolder, unknown),
                "This class has no training images.",
                $"Add a folder '{unknown}' to {trainFolder}, or remove this one.");
        }

        List<Picture> train = Pictures(trainFolder, classes, everyClass: true);
        List<Picture> test = Pictures(testFolder, classes, everyClass: false);
        var format = PictureFormat.Of(train[0].Path);
        return new(
            name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))),
            Decode(train, format, classes.Length, cancellation),
            Decode(test, format, classes.Length, cancellation),
            [.. classes]);
    }

    private static string[] ClassFolders(string directory)
    {
        IEnumerable<string> folders = Directory.Exists(directory) ? Directory.EnumerateDirectories(directory) : [];
        string[] names = [.. folders.Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        if (names.Length > 0) return names;
        throw new DataFormatException(
            directory, "There are no folders of classes here.", "Put the pictures into folders named after their classes.");
    }

    private static List<Picture> Pictures(string directory, string[] classes, bool everyClass)
    {
        List<Picture> pictures = [];
        for (int label = 0; label < classes.Length; label++)
        {
            string folder = Path.Combine(directory, classes[label]);
            int before = pictures.Count;
            if (Directory.Exists(folder))
            {
                IEnumerable<string> files = Directory.EnumerateFiles(folder).Where(
                    file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
                foreach (string file in files.Order(StringComparer.Ordinal)) pictures.Add(new(file, label));
            }
            if (everyClass && pictures.Count == before)
            {
                throw new DataFormatException(folder, "This class has no pictures.", "Add .png or .jpg files, or remove the folder.");
            }
        }
        if (pictures.Count > 0) return pictures;
        throw new DataFormatException(directory, "There are no pictures here.", "Add .png or .jpg files to the classes' folders.");
    }

    private static ImageSet Decode(List<Picture> pictures, PictureFormat format, int classes, CancellationToken cancellation)
    {
        long bytes = (long)pictures.Count * format.Size;
        if (bytes > Array.MaxLength)
        {
            throw new DataFormatException(
                pictures[0].Path,
                $"{pictures.Count} pictures of {format} are {bytes} bytes, more than the {Array.MaxLength} that can be held.",
                "Make the pictures smaller, or use fewer.");
        }
        byte[] pixels = new byte[bytes];
        for (int image = 0; image < pictures.Count; image++)
        {
            cancellation.ThrowIfCancellationRequested();
            format.Decode(pictures[image].Path, pixels.AsSpan(image * format.Size, format.Size));
        }
        return new(format.Channels, format.Height, format.Width, classes, pixels, [.. pictures.Select(picture => picture.Label)]);
    }

    private readonly record struct Picture(string Path, int Label);
}
