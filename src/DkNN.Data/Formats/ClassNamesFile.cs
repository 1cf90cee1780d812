namespace DkNN.Data;

/// <summary>Names of classes in a text file beside the data, a line each, in the order of the labels.</summary>
internal static class ClassNamesFile
{
    private static readonly string[] FileNames = ["classes.txt", "labels.txt"];

    /// <summary>
    /// Reads the names; none where there is no such file, or where it has another number of lines, which a note then tells.
    /// </summary>
    public static string[] Read(string directory, int classes, List<string> notes)
    {
        foreach (string path in FileNames.Select(name => Path.Combine(directory, name)).Where(File.Exists))
        {
            // One more than needed shows that there are too many, whatever the file is.
            string[] lines = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Take(classes + 1)];
            if (lines.Length == classes) return lines;
            string count = lines.Length > classes ? $"more than {classes}" : $"{lines.Length}";
            notes.Add($"{Path.GetFileName(path)} has {count} lines for {classes} classes; it is not taken for their names.");
        }
        return [];
    }
}
