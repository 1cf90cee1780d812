namespace DkNN.Hosting.Tests;

/// <summary>A plugin folder on disk, for one test.</summary>
internal sealed class PluginFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("dknn-plugins-").FullName;

    /// <summary>Writes a file, such as "good/good.dll", and says its full path.</summary>
    public string Add(string path, byte[] bytes)
    {
        string full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return full;
    }

    public PluginCatalogue Load() => PluginHost.Load(Root);

    /// <summary>Loads a folder in which one thing must be wrong.</summary>
    public PluginFailure Failure() => Assert.Single(Load().Failures);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
