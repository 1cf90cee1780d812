namespace DkNN.Experiments;

/// <summary>
/// An artefact being made, in a directory that no reader sees. <see cref="Commit"/> gives it its name in one step, so that a run killed at
/// any moment leaves either all of it or nothing.
/// </summary>
public sealed class ArtefactWriter : IDisposable
{
    /// <summary>Stands in the names of unfinished artefacts, before the number of the process that makes them.</summary>
    internal const string TemporaryMark = ".making-";

    private readonly ArtefactKey _key;
    private readonly string _target;
    private readonly string _temporary;

    internal ArtefactWriter(ArtefactKey key, string target)
    {
        _key = key;
        _target = target;
        _temporary = $"{target}{TemporaryMark}{Environment.ProcessId}";
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
        Directory.CreateDirectory(_temporary);
    }

    /// <summary>Where to write one of the artefact's files.</summary>
    /// <param name="name">File name.</param>
    public string File(string name) => Path.Combine(_temporary, name);

    /// <summary>Adds checksums and publishes the artefact.</summary>
    public Artefact Commit()
    {
        ManifestFile.Write(_key, _temporary);
        // Another run may have made the same artefact meanwhile: equal keys, equal content, so either will do.
        if (!Directory.Exists(_target)) Directory.Move(_temporary, _target);
        return new Artefact(_key, _target);
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
    }
}
