namespace DkNN.Data;

/// <summary>
/// A data set as pictures in folders: <c>train/CLASS/*.png</c> and <c>test/CLASS/*.png</c> (or JPEG, BMP, WebP, GIF), all of one size, or
/// scaled to one. Classes are the names of the training folders in ordinal order, images follow the ordinal order of their paths; those in
/// folders below a class's folder belong to it. The set is grey where all pictures are, however they are stored, and in colour otherwise.
/// </summary>
public static class ImageFolder
{
    private static readonly string[] TrainNames = ["train", "training"];
    private static readonly string[] TestNames = ["test", "testing", "val", "valid", "validation"];

    /// <summary>Whether the folder looks like one: it holds a folder <c>train</c>.</summary>
    /// <param name="directory">The folder; need not exist.</param>
    public static bool Exists(string directory) => Directory.Exists(directory) && Parts(directory, TrainNames).Any();

    /// <summary>Reads all pictures as <see cref="PictureReader"/> does. What is left out or changed is told in the set's notes.</summary>
    /// <param name="directory">The folder that holds <c>train</c> and <c>test</c>.</param>
    /// <param name="name">The data set's name; null for the folder's.</param>
    /// <param name="options">What to change of the pictures; null for nothing.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DataFormatException">
    /// A folder is missing or empty, or a picture is damaged or of another size than the first.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataSet Read(
        string directory, string? name = null, PictureOptions? options = null, CancellationToken cancellation = default)
    {
        PictureFolder train = Part(directory, TrainNames), test = Part(directory, TestNames);
        string[] classes = train.Classes;
        if (classes.Length > ImageSet.MostClasses)
        {
            throw new DataFormatException(
                train.Path, $"It has {classes.Length} classes; at most {ImageSet.MostClasses} are possible.", "Merge or remove classes.");
        }
        string? unknown = test.Classes.Except(classes, StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
        {
            throw new DataFormatException(
                Path.Combine(test.Path, unknown),
                "This class has no training images.",
                $"Add a folder '{unknown}' to {train.Path}, or remove this one.");
        }

        LabelledFile[] trainFiles = Files(train, classes, everyClass: true), testFiles = Files(test, classes, everyClass: false);
        var decoder = new PictureSetDecoder(options ?? PictureOptions.AsStored, [.. trainFiles, .. testFiles], cancellation);
        ImageSet trainImages = decoder.Decode(trainFiles, classes.Length), testImages = decoder.Decode(testFiles, classes.Length);
        string[] notes = [.. train.Notes, .. test.Notes, .. decoder.Notes];
        return new(name ?? FolderName.Of(directory), trainImages, testImages, [.. classes], [.. notes]);
    }

    private static PictureFolder Part(string directory, string[] names) =>
        new((Directory.Exists(directory) ? Parts(directory, names).FirstOrDefault() : null) ?? Path.Combine(directory, names[0]));

    /// <summary>The folders with one of the names, whatever their case, in the order of the names.</summary>
    private static IEnumerable<string> Parts(string directory, string[] names) =>
        from name in names
        from folder in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal)
        where name.Equals(Path.GetFileName(folder), StringComparison.OrdinalIgnoreCase)
        select folder;

    private static LabelledFile[] Files(PictureFolder part, string[] classes, bool everyClass)
    {
        List<LabelledFile> files = [];
        for (int label = 0; label < classes.Length; label++)
        {
            string[] pictures = part.Pictures(classes[label]);
            files.AddRange(pictures.Select(picture => new LabelledFile(picture, label)));
            if (everyClass && pictures.Length == 0)
            {
                string folder = Path.Combine(part.Path, classes[label]);
                throw new DataFormatException(folder, "This class has no pictures.", "Add .png or .jpg files, or remove the folder.");
            }
        }
        if (files.Count > 0) return [.. files];
        throw new DataFormatException(part.Path, "There are no pictures here.", "Add .png or .jpg files to the classes' folders.");
    }
}
