namespace DkNN.Data;

/// <summary>One part of an image folder: its folders of classes, their pictures, and what is left out.</summary>
internal sealed class PictureFolder
{
    private const int MostLevels = 16;

    private static readonly string[] Read = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".webp", ".gif"];
    private static readonly string[] Unread = [".tif", ".tiff", ".heic", ".heif", ".avif", ".svg", ".ppm", ".pgm", ".tga", ".jp2", ".ico", ".psd"];

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
        foreach (string file in Directory.EnumerateFiles(path).Where(IsMeant)) (IsPicture(file) ? _strays : _others).Add(file);
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
        List<string> pictures = [];
        string folder = System.IO.Path.Combine(Path, label);
        if (Directory.Exists(folder)) Collect(folder, pictures, MostLevels);
        return [.. pictures.Order(StringComparer.Ordinal)];
    }

    private void Collect(string folder, List<string> pictures, int levels)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Where(IsMeant).Order(StringComparer.Ordinal))
        {
            if (IsPicture(file)) pictures.Add(file);
            else (Unread.Contains(Extension(file)) ? _unread : _others).Add(file);
        }
        // Links can make a circle.
        if (levels == 0) return;
        foreach (string below in Directory.EnumerateDirectories(folder).Where(IsMeant).Order(StringComparer.Ordinal)) Collect(below, pictures, levels - 1);
    }

    private bool IsMeant(string path)
    {
        if (!Debris.IsDebris(path)) return true;
        _debris.Add(path);
        return false;
    }

    private static bool IsPicture(string file) => Read.Contains(Extension(file)) || (!Unread.Contains(Extension(file)) && StartsAsPicture(file));

    private static string Extension(string file) => System.IO.Path.GetExtension(file).ToLowerInvariant();

    /// <summary>Whether a file of no or of an unknown extension is a PNG, JPEG, GIF or WebP file.</summary>
    private static bool StartsAsPicture(string file)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[12];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
            || start.StartsWith("GIF8"u8) || (start.StartsWith("RIFF"u8) && start.EndsWith("WEBP"u8));
    }
}
