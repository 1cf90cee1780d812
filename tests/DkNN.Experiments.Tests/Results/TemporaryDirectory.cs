namespace DkNN.Experiments.Tests;

/// <summary>An empty directory, deleted in the end.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dknn-test-");

    public string File(string name) => Path.Combine(_directory.FullName, name);

    public string[] FileNames() => [.. _directory.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _directory.Delete(recursive: true);
}
