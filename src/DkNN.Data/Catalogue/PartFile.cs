namespace DkNN.Data;

/// <summary>
/// A download under way: what has arrived so far (<c>NAME.part</c>), and whence and of which version it is (<c>NAME.part.source</c>: the
/// address and the validator that the server gave, a line each), so that it is only ever continued with the same bytes.
/// </summary>
internal sealed class PartFile(string target)
{
    private readonly string _sourcePath = target + ".part.source";

    /// <summary>Name of the file without folder.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(target);

    /// <summary>The file that holds what has arrived.</summary>
    public string Path { get; } = target + ".part";

    /// <summary>Bytes that have arrived.</summary>
    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The validator to continue with from this address; null where nothing can be continued.</summary>
    public string? ValidatorFor(Uri address)
    {
        if (Length == 0 || !File.Exists(_sourcePath)) return null;
        string[] lines = File.ReadAllLines(_sourcePath);
        return lines.Length == 2 && lines[0] == address.AbsoluteUri ? lines[1] : null;
    }

    /// <summary>Opens the file to append to it.</summary>
    public FileStream Continue() => new(Path, FileMode.Append, FileAccess.Write, FileShare.None);

    /// <summary>Empties the file and notes where its bytes will come from; without a validator it cannot be continued later.</summary>
    public FileStream Restart(Uri address, string? validator)
    {
        File.Delete(_sourcePath);
        var stream = new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.None);
        if (validator is not null) File.WriteAllLines(_sourcePath, [address.AbsoluteUri, validator]);
        return stream;
    }

    /// <summary>Gives the file its final name, in one step.</summary>
    public void Complete()
    {
        File.Move(Path, target, overwrite: true);
        File.Delete(_sourcePath);
    }

    /// <summary>Throws away what has arrived.</summary>
    public void Discard()
    {
        File.Delete(Path);
        File.Delete(_sourcePath);
    }
}
