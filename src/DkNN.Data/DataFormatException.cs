namespace DkNN.Data;

/// <summary>
/// A file or folder is no data of the format expected, or disagrees with its neighbours. The message names it and says the mend.
/// </summary>
public sealed class DataFormatException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file or folder at fault.</param>
    /// <param name="problem">What is wrong with it, as a sentence.</param>
    /// <param name="mend">What to do about it, as a sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public DataFormatException(string path, string problem, string mend, Exception? innerException = null)
        : base($"{path}: {problem} {mend}", innerException) => Path = path;

    /// <summary>The file or folder at fault.</summary>
    public string Path { get; }
}
