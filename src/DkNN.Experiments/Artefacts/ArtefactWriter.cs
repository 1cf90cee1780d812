using Microsoft.Win32.SafeHandles;

namespace DkNN.Experiments;

/// <summary>
/// An artefact being made, in a directory that no reader sees. <see cref="Commit"/> gives it its name in one step, so that a run killed at
/// any moment leaves either all of it or nothing. A lock tells other processes that it is under way.
/// </summary>
public sealed class ArtefactWriter : IDisposable
{
    private readonly CacheDirectory _directory;
    private readonly ArtefactKey _key;
    private readonly Func<ArtefactKey, CancellationToken, Artefact?> _find;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private string? _making;
    private SafeFileHandle? _lock;

    /// <summary>Begins an artefact.</summary>
    /// <param name="directory">Where it is made.</param>
    /// <param name="key">What determines it.</param>
    /// <param name="find">Opens the artefact of a key, if it is whole.</param>
    internal ArtefactWriter(CacheDirectory directory, ArtefactKey key, Func<ArtefactKey, CancellationToken, Artefact?> find) =>
        (_directory, _key, _find) = (directory, key, find);

    /// <summary>Whether someone deleted what was written so far.</summary>
    internal bool IsLost => _making is not null && CacheDirectory.IsGone(_making);

    /// <summary>Where to write one of the artefact's files.</summary>
    /// <param name="name">File name.</param>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    public string File(string name)
    {
        if (IsLost) Discard();
        if (_making is null) (_making, _lock) = _directory.Make(_key.Kind);
        _names.Add(name);
        return Path.Combine(_making, name);
    }

    /// <summary>Adds checksums and publishes the artefact. Where another run was faster, its artefact stays and this one goes.</summary>
    /// <param name="cancellationToken">Stops it; nothing is published.</param>
    /// <exception cref="ArtefactLostException">Someone deleted what was written; it is to be made again.</exception>
    public Artefact Commit(CancellationToken cancellationToken = default)
    {
        try
        {
            RequireWhole();
            var manifest = ManifestFile.Write(_key, _making!, cancellationToken);
            string target = _directory.PathOf(_key.Kind, _key.Hash);
            while (true)
            {
                if (_directory.Publish(_making!, target) is { } lease) return new Artefact(_key, target, manifest, lease, wasFound: false);
                // Equal keys give equal content, so either will do, if it is whole.
                if (_find(_key, cancellationToken) is { } first) return first;
            }
        }
        catch (IOException problem) when (IsLost && problem is not ArtefactLostException)
        {
            throw Lost(problem);
        }
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose() => Discard();

    /// <summary>What to tell of a loss.</summary>
    internal ArtefactLostException Lost(Exception? cause) =>
        new($"The {_key.Kind} vanished from '{_directory.Root}' while it was made. The same command makes it again.", cause);

    private void RequireWhole()
    {
        if (_making is null) throw new InvalidOperationException("The artefact has no file.");
        if (_names.Any(name => !System.IO.File.Exists(Path.Combine(_making, name)))) throw Lost(null);
    }

    private void Discard()
    {
        if (_making is null) return;
        CacheDirectory.Unmake(_making, _lock!);
        (_making, _lock) = (null, null);
    }
}
