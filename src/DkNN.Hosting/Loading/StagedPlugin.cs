namespace DkNN.Hosting;

/// <summary>
/// A copy of a plugin's files in a folder of this process alone: what is loaded from it is what was read and checked, whatever happens to
/// the files since, and those can be replaced while the plugin runs.
/// </summary>
internal sealed class StagedPlugin : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dknn-plugin-").FullName;

    /// <summary>Copies.</summary>
    /// <param name="files">The plugin's files.</param>
    public StagedPlugin(PluginFiles files)
    {
        foreach (var (name, content) in files.Contents)
        {
            string path = System.IO.Path.Combine(_folder, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
        Path = System.IO.Path.Combine(_folder, files.Plugin);
        // A plugin that is never unloaded runs from its copy to the end.
        AppDomain.CurrentDomain.ProcessExit += Delete;
    }

    /// <summary>The DLL's copy.</summary>
    public string Path { get; }

    /// <summary>Deletes the copy.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Delete;
        Delete(null, EventArgs.Empty);
    }

    private void Delete(object? sender, EventArgs arguments)
    {
        try
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Some systems do not delete what is loaded; the folder of temporary files is cleared by them.
        }
    }
}
