namespace DkNN.Vectors;

/// <summary>A file written under a temporary name beside its place, and renamed when it is whole: readers never see half a file.</summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _committed;

    public AtomicFile(string path)
    {
        _path = path;
        _temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
    }

    public FileStream Stream { get; }

    /// <summary>Gives the file its name, in place of any that had it.</summary>
    public void Commit()
    {
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Deletes what was not committed.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_committed) File.Delete(_temporary);
    }
}
