using System.Text.Json;

namespace DkNN.Experiments;

/// <summary>The manifest beside an artefact's files, <c>artefact.json</c>.</summary>
internal static class ManifestFile
{
    private const string FileName = "artefact.json";

    /// <summary>Measures a directory's files and writes their manifest beside them.</summary>
    public static void Write(ArtefactKey key, string directory)
    {
        var files = new DirectoryInfo(directory).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(ArtefactFile.Of);
        var manifest = new ArtefactManifest(key.Kind, key.Parts, [.. files]);
        File.WriteAllBytes(
            Path.Combine(directory, FileName),
            JsonSerializer.SerializeToUtf8Bytes(manifest, ArtefactJson.Default.ArtefactManifest));
    }

    /// <summary>What is wrong with an artefact, or null.</summary>
    public static string? DamageIn(string directory)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(directory, FileName)), ArtefactJson.Default.ArtefactManifest);
            if (manifest?.Files is null) return $"{FileName} is empty";
            return manifest.Files.Select(file => file.DamageIn(directory)).FirstOrDefault(damage => damage is not null);
        }
        catch (JsonException problem)
        {
            return $"{FileName} is no manifest: {problem.Message}";
        }
        catch (IOException problem)
        {
            return problem.Message;
        }
    }
}
