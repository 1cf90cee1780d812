namespace DkNN.Cli;

/// <summary>Folders named after images, one for each, such as any system allows.</summary>
internal sealed class FolderNames
{
    private const int MostLength = 100;

    // What the strictest of the systems refuses, so that folders can be copied between them.
    private const string Refused = "<>:\"/\\|?*";

    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name that was not given before: the file's without its extension, and a number where that is taken.</summary>
    /// <param name="image">Name of the image, as in <see cref="InputImage"/>.</param>
    public string For(string image)
    {
        string file = Path.GetFileName(image);
        string stem = file.EndsWith(']') ? file : Path.GetFileNameWithoutExtension(file);
        string name = string.Concat(stem.Select(letter => char.IsControl(letter) || Refused.Contains(letter, StringComparison.Ordinal) ? '-' : letter));
        name = (name.Length > MostLength ? name[..MostLength] : name).Trim('.', ' ');
        if (name is "" or ImageInputs.StandardInput) name = "image";
        string free = name;
        for (int number = 2; !_given.Add(free); number++) free = $"{name}-{number}";
        return free;
    }
}
