namespace DkNN.Data;

/// <summary>One part of an image folder: its folders of classes, their pictures, and what is left out.</summary>
internal sealed class PictureFolder
{
    private readonly List<string> _debris = [];
    private readonly List<string> _unread = [];
    private readonly List<string> _others = [];
    private readonly List<string> _strays = [];

    /// <summary>Looks for the folders of classes.</summary>
    /// <exception cref="DataFormatException">There are none.</exception>
    public PictureFolder(string path)
    {
        Path = path;
        IEnumerable<string> folders = Directory.Exists(path) ? Directory.EnumerateDirectories(path).Where(IsMeant) : [];
        Classes = [.. folders.Select(folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
        if (Classes.Length == 0)
        {
            throw new DataFormatException(
                path, "There are no folders of classes here.", "Put the pictures into folders named after their classes.");
        }
        foreach (string file in Directory.EnumerateFiles(path).Where(IsMeant)) (PictureFiles.IsPicture(file) ? _strays : _others).Add(file);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Names of the classes, in ordinal order.</summary>
    public string[] Classes { get; }

    /// <summary>What was left out of the classes looked into so far, in sentences.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            string here = System.IO.Path.GetFileName(Path);
            (List<string> Paths, string What)[] all =
            [
                (_strays, "picture(s) outside the folders of classes are left out"),
                (_unread, "picture(s) of formats that are not read are left out; convert them to PNG"),
                (_others, "file(s) that are no pictures are left out"),
                (_debris, "file(s) or folder(s) that tools left behind are skipped"),
            ];
            return from kind in all
                   where kind.Paths.Count > 0
                   let names = kind.Paths.Take(3).Select(path => System.IO.Path.GetRelativePath(Path, path))
                   select $"{here}: {kind.Paths.Count} {kind.What} ({string.Join(", ", names)}{(kind.Paths.Count > 3 ? ", …" : "")}).";
        }
    }

    /// <summary>The pictures of a class, those in folders below its own among them, in the ordinal order of their paths.</summary>
    public string[] Pictures(string label)
    {
        string folder = System.IO.Path.Combine(Path, label);
        return Directory.Exists(folder) ? [.. PictureFiles.Below(folder, LeaveOut).Order(StringComparer.Ordinal)] : [];
    }

    private void LeaveOut(string path)
    {
        if (IsMeant(path)) (PictureFiles.IsUnread(path) ? _unread : _others).Add(path);
    }

    private bool IsMeant(string path)
    {
        if (!Debris.IsDebris(path)) return true;
        _debris.Add(path);
        return false;
    }
}
