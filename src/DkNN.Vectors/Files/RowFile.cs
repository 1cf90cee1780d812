namespace DkNN.Vectors;

/// <summary>Rows on disk.</summary>
public static class RowFile
{
    /// <summary>Maps a file of rows.</summary>
    /// <param name="path">The file.</param>
    public static RowMatrix Open(string path) => throw new FileNotFoundException(path);
}
