namespace DkNN.Data;

/// <summary>A file could be had from no mirror. The message names the file and says for each mirror what went wrong.</summary>
public sealed class DataFetchException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">The file that was to be fetched.</param>
    /// <param name="failures">What went wrong, one sentence a mirror.</param>
    public DataFetchException(string file, IReadOnlyList<string> failures)
        : base($"Cannot fetch {file}. {string.Join(" ", failures)} Try again later, or put the file there yourself.") => File = file;

    /// <summary>The file that was to be fetched.</summary>
    public string File { get; }
}
