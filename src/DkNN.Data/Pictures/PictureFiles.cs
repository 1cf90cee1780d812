namespace DkNN.Data;

/// <summary>Tells pictures from other files, and finds those of a folder.</summary>
public static class PictureFiles
{
    // Links can make a circle.
    private const int MostLevels = 16;

    private static readonly string[] Read = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".webp", ".gif"];
    private static readonly string[] Unread = [".tif", ".tiff", ".heic", ".heif", ".avif", ".svg", ".ppm", ".pgm", ".tga", ".jp2", ".ico", ".psd"];

    /// <summary>
    /// Finds the pictures of a folder and of those below it, each folder's files first, in the ordinal order of their names. What tools leave
    /// behind (hidden files, backups, thumbnails' lists) is skipped.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="skipped">Told of every other file that is left out, and of debris; null for nobody.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static IEnumerable<string> Below(string folder, Action<string>? skipped = null) => Below(folder, skipped, MostLevels);

    /// <summary>Whether a file is a picture that is read: by its extension, or, where that says nothing, by its first bytes.</summary>
    /// <param name="file">The file.</param>
    public static bool IsPicture(string file) => Read.Contains(Extension(file)) || (!IsUnread(file) && StartsAsPicture(file));

    /// <summary>Whether a file's extension is that of a picture format that is not read.</summary>
    internal static bool IsUnread(string file) => Unread.Contains(Extension(file));

    private static IEnumerable<string> Below(string folder, Action<string>? skipped, int levels)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (!Debris.IsDebris(file) && IsPicture(file)) yield return file;
            else skipped?.Invoke(file);
        }
        if (levels == 0) yield break;
        foreach (string below in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (Debris.IsDebris(below)) skipped?.Invoke(below);
            else foreach (string file in Below(below, skipped, levels - 1)) yield return file;
        }
    }

    private static string Extension(string file) => Path.GetExtension(file).ToLowerInvariant();

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
