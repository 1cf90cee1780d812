namespace DkNN.Data.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dknn-data-").FullName;

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    public IEnumerable<string> FileNames() => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(file =>
        System.IO.Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
