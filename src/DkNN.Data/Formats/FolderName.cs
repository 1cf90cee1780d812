namespace DkNN.Data;

/// <summary>What a data set is called that nobody named.</summary>
internal static class FolderName
{
    /// <summary>The folder's own name.</summary>
    /// <param name="directory">The folder.</param>
    public static string Of(string directory) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
}
