namespace DkNN.Testing;

/// <summary>An empty folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("dknn-test-").FullName;

    /// <summary>A path in the folder.</summary>
    /// <param name="parts">Names on the way.</param>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Names of all files, in sub-folders too, in ordinal order.</summary>
    public IEnumerable<string> FileNames() =>
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetFileName(file))
            .Order(StringComparer.Ordinal);

    /// <summary>Deletes the folder with all in it.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
