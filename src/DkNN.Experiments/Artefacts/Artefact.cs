using Microsoft.Win32.SafeHandles;

namespace DkNN.Experiments;

/// <summary>A complete, verified artefact on disk. Until it is disposed, no process removes it from the cache.</summary>
public sealed class Artefact : IDisposable
{
    private readonly SafeFileHandle _lease;
    private readonly ArtefactManifest _manifest;

    internal Artefact(ArtefactKey key, string directory, ArtefactManifest manifest, SafeFileHandle lease, bool wasFound)
    {
        (Key, Directory, WasFound) = (key, directory, wasFound);
        (_manifest, _lease) = (manifest, lease);
    }

    /// <summary>All that determined it.</summary>
    public ArtefactKey Key { get; }

    /// <summary>Where its files stand; they must not be changed.</summary>
    public string Directory { get; }

    /// <summary>Whether it was in the cache, rather than made just now.</summary>
    public bool WasFound { get; }

    /// <summary>Whether a person or another program has deleted some of it.</summary>
    internal bool IsLost => _manifest.Files.Any(file => !System.IO.File.Exists(Path.Combine(Directory, file.Name)));

    /// <summary>The path of one of its files.</summary>
    /// <param name="name">File name.</param>
    /// <exception cref="ArtefactLostException">The file has vanished.</exception>
    public string File(string name)
    {
        string path = Path.Combine(Directory, name);
        return System.IO.File.Exists(path)
            ? path
            : throw new ArtefactLostException($"The cached {Key.Kind} '{path}' has vanished. The same command makes it again.");
    }

    /// <summary>Whether it was made with such a file.</summary>
    /// <param name="name">File name.</param>
    public bool Has(string name) => _manifest.Files.Any(file => file.Name == name);

    /// <summary>Lets go of it.</summary>
    public void Dispose() => _lease.Dispose();
}
