namespace DkNN.Vectors;

/// <summary>
/// A file written under a temporary name beside its place, and renamed when it is whole: readers see the old content or the new one, never
/// a part.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _committed;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The file; its directory is made where it is missing.</param>
    /// <exception cref="UnauthorizedAccessException">The system lets nobody write there; the message names the file.</exception>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw Denied(problem);
        }
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes a whole file.</summary>
    /// <param name="path">The file; its directory is made where it is missing.</param>
    /// <param name="write">Writes the content; where it throws, what stood under the name stays.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = new AtomicFile(path);
        write(file.Stream);
        file.Commit();
    }

    /// <summary>Gives the file its name, in place of any that had it.</summary>
    /// <exception cref="UnauthorizedAccessException">The system does not let that one be replaced; the message names it.</exception>
    public void Commit()
    {
        Stream.Dispose();
        try
        {
            File.Move(_temporary, _path, overwrite: true);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw Denied(problem);
        }
        _committed = true;
    }

    /// <summary>Deletes what was not committed.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_committed) File.Delete(_temporary);
    }

    /// <summary>The system's own message names the temporary file, or none.</summary>
    private UnauthorizedAccessException Denied(UnauthorizedAccessException problem) =>
        new($"'{_path}' cannot be written: access is denied.", problem);
}
