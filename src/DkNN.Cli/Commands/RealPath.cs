namespace DkNN.Cli;

/// <summary>Paths as the system keeps them: two texts may lead to one file.</summary>
internal static class RealPath
{
    private static readonly StringComparison Comparison =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The full path without links, in any part of it, and without a separator at its end.</summary>
    public static string Of(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent) return full;
        string here = Path.Combine(Of(parent), Path.GetFileName(full));
        var file = new FileInfo(here);
        return file.LinkTarget is null ? here : Of(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }

    /// <summary>Whether a path is that of a file, or of a folder around it.</summary>
    /// <param name="real">A path from <see cref="Of"/>.</param>
    /// <param name="file">The file, by any path.</param>
    public static bool Covers(string real, string file)
    {
        string path = Of(file);
        return path.Equals(real, Comparison) || path.StartsWith(real + Path.DirectorySeparatorChar, Comparison);
    }
}
