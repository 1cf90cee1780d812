using System.Collections.Immutable;
using System.Security.Cryptography;

namespace DkNN.Hosting;

/// <summary>The files that a plugin consists of, read once.</summary>
/// <param name="Plugin">File name of its DLL.</param>
/// <param name="Contents">Bytes by path below the plugin's folder, with '/'.</param>
internal sealed record PluginFiles(string Plugin, ImmutableSortedDictionary<string, byte[]> Contents)
{
    /// <summary>Symbols and documentation are never run.</summary>
    private static readonly string[] NotRun = [".pdb", ".xml"];

    /// <summary>Reads a plugin's files.</summary>
    /// <param name="candidate">The plugin; its own bytes are those that were read before.</param>
    /// <exception cref="PluginRefusedException">A file cannot be read.</exception>
    public static PluginFiles Read(PluginCandidate candidate)
    {
        string path = candidate.Source.Path, name = Path.GetFileName(path);
        var contents = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (string file in List(candidate))
        {
            string relative = Path.GetRelativePath(Path.GetDirectoryName(path)!, file).Replace('\\', '/');
            contents[relative] = relative == name ? candidate.Image : ManifestReader.ReadFile(file);
        }
        return new PluginFiles(name, contents.ToImmutable());
    }

    /// <summary>The hashes of all files.</summary>
    public TrustedPlugin ToTrusted() => new(
        Plugin,
        Contents.ToImmutableSortedDictionary(
            file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value)), StringComparer.Ordinal));

    /// <summary>A DLL that stands in the plugin folder itself has only its list of dependencies beside it: the rest is other plugins'.</summary>
    private static IEnumerable<string> List(PluginCandidate candidate)
    {
        string path = candidate.Source.Path;
        if (candidate.StandsAlone)
        {
            string dependencies = Path.ChangeExtension(path, ".deps.json");
            return File.Exists(dependencies) ? [path, dependencies] : [path];
        }
        try
        {
            return
            [
                .. Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*", SearchOption.AllDirectories)
                    .Where(file => !NotRun.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ManifestReader.Unreadable(exception);
        }
    }
}
