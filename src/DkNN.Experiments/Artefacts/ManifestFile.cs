using System.Text.Json;

namespace DkNN.Experiments;

/// <summary>The manifest beside an artefact's files, <c>artefact.json</c>.</summary>
internal static class ManifestFile
{
    private const string FileName = "artefact.json";

    /// <summary>Measures a directory's files and writes their manifest beside them.</summary>
    public static ArtefactManifest Write(ArtefactKey key, string directory, CancellationToken cancellationToken)
    {
        var files = new DirectoryInfo(directory).GetFiles()
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => ArtefactFile.Of(file, cancellationToken));
        var manifest = new ArtefactManifest(Guid.NewGuid().ToString("N"), key.Kind, key.Parts, key.Names, [.. files]);
        File.WriteAllBytes(
            Path.Combine(directory, FileName),
            JsonSerializer.SerializeToUtf8Bytes(manifest, ArtefactJson.Default.ArtefactManifest));
        return manifest;
    }

    /// <summary>An artefact's manifest; null where there is none or it is damaged.</summary>
    public static ArtefactManifest? TryRead(string directory) => Read(directory, out _);

    /// <summary>An artefact's manifest, if all of its files are as it says.</summary>
    /// <param name="directory">The artefact's directory.</param>
    /// <param name="damage">What is wrong otherwise.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ArtefactManifest? Verify(string directory, out string? damage, CancellationToken cancellationToken)
    {
        var manifest = Read(directory, out damage);
        if (manifest is null) return null;
        try
        {
            damage = manifest.Files.Select(file => file.DamageIn(directory, cancellationToken)).FirstOrDefault(found => found is not null);
        }
        catch (IOException problem)
        {
            damage = problem.Message;
        }
        return manifest;
    }

    private static ArtefactManifest? Read(string directory, out string? damage)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(directory, FileName)), ArtefactJson.Default.ArtefactManifest);
            bool isWhole = manifest is { Id: not null, Kind: not null, Key: not null, About: not null, Files: not null };
            damage = isWhole ? null : $"{FileName} is empty";
            return isWhole ? manifest : null;
        }
        catch (JsonException problem)
        {
            damage = $"{FileName} is no manifest: {problem.Message}";
        }
        catch (IOException problem)
        {
            damage = problem.Message;
        }
        return null;
    }
}
