using System.IO.Hashing;
using System.Text.Json;

namespace DkNN.Experiments;

/// <summary>
/// An artefact being made, in a directory that no reader sees. <see cref="Commit"/> gives it its name in one step, so that a run killed at
/// any moment leaves either all of it or nothing.
/// </summary>
public sealed class ArtefactWriter : IDisposable
{
    private readonly ArtefactKey _key;
    private readonly string _target;
    private readonly string _temporary;

    internal ArtefactWriter(ArtefactKey key, string target)
    {
        _key = key;
        _target = target;
        _temporary = $"{target}{ArtefactCache.TemporaryMark}{Environment.ProcessId}";
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
        Directory.CreateDirectory(_temporary);
    }

    /// <summary>Where to write one of the artefact's files.</summary>
    /// <param name="name">File name.</param>
    public string File(string name) => Path.Combine(_temporary, name);

    /// <summary>Adds checksums and publishes the artefact.</summary>
    public Artefact Commit()
    {
        var files = new DirectoryInfo(_temporary).GetFiles()
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new ArtefactFile(file.Name, file.Length, Checksum(file.FullName)))
            .ToArray();
        byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(new ArtefactManifest(_key.Kind, _key.Parts, files), ArtefactJson.Default.ArtefactManifest);
        System.IO.File.WriteAllBytes(File(ArtefactCache.ManifestName), manifest);
        // Another run may have made the same artefact meanwhile: equal keys, equal content, so either will do.
        if (!Directory.Exists(_target)) Directory.Move(_temporary, _target);
        return new Artefact(_key, _target);
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
    }

    internal static string Checksum(string path)
    {
        var hash = new XxHash128();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, FileOptions.SequentialScan);
        hash.Append(stream);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
