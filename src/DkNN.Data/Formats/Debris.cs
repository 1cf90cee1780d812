namespace DkNN.Data;

/// <summary>Files and folders that tools leave behind, and that nobody meant as a class or a picture.</summary>
internal static class Debris
{
    private static readonly string[] Names =
    [
        "__MACOSX", "__pycache__", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Icon\r", "$RECYCLE.BIN", "System Volume Information",
        "lost+found", "@eaDir", "#recycle",
    ];

    /// <summary>
    /// Whether a path's last name is that of debris: hidden (.ipynb_checkpoints, .DS_Store, ._x.png), a backup (x~), or a known one.
    /// </summary>
    public static bool IsDebris(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal) || name.EndsWith('~')
            || Names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
