using System.Collections.Immutable;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Hosting;

/// <summary>
/// A lock file: which plugins are trusted, by the SHA-256 of their files. It does not say where a plugin stands, so that it can go with an
/// experiment from machine to machine. Trust is provenance, not containment: it tells that a file is the one somebody chose, and what
/// that file does is not limited.
/// </summary>
/// <param name="Schema">Version of the file's format, 1.</param>
/// <param name="Plugins">The trusted plugins, by file name.</param>
public sealed record TrustLock(int Schema, ImmutableArray<TrustedPlugin> Plugins)
{
    /// <summary>Name of the file where no other is given, in the current directory.</summary>
    public const string DefaultName = "dknn-plugins.lock.json";

    private const int CurrentSchema = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A lock that trusts nothing.</summary>
    public static TrustLock Empty { get; } = new(CurrentSchema, []);

    /// <summary>Reads a lock file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">It does not exist.</exception>
    /// <exception cref="InvalidDataException">It is no lock file, or one of a newer format.</exception>
    public static TrustLock Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"There is no lock file '{path}'. Write one with 'dknn plugins trust', or name another with --lock.", path);
        }
        TrustLock? found;
        try
        {
            found = JsonSerializer.Deserialize<TrustLock>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException exception)
        {
            throw Malformed(path, exception.Message, exception);
        }
        if (found is null || found.Plugins.IsDefault) throw Malformed(path, "it lists no plugins.", null);
        if (found.Schema != CurrentSchema)
        {
            throw Malformed(path, $"its format is {found.Schema}, and this program reads {CurrentSchema}.", null);
        }
        return found.Plugins.All(IsWhole) ? found : throw Malformed(path, "a plugin in it has no file, or a file no SHA-256.", null);
    }

    /// <summary>Reads a lock file, or gives <see cref="Empty"/> where there is none yet.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no lock file, or one of a newer format.</exception>
    public static TrustLock ReadOrEmpty(string path) => File.Exists(path) ? Read(path) : Empty;

    /// <summary>Writes the lock in place of an older one.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, Json));

    /// <summary>Adds plugins, in place of those of the same file name.</summary>
    /// <param name="plugins">What is trusted from now on.</param>
    public TrustLock With(params IEnumerable<TrustedPlugin> plugins)
    {
        TrustedPlugin[] added = [.. plugins];
        return this with
        {
            Plugins =
            [
                .. Plugins.Where(plugin => !added.Any(other => other.Plugin == plugin.Plugin)).Concat(added)
                    .OrderBy(plugin => plugin.Plugin, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>Takes away plugins by the file name of their DLL.</summary>
    /// <param name="plugins">File names.</param>
    public TrustLock Without(params IEnumerable<string> plugins) =>
        this with { Plugins = [.. Plugins.Where(plugin => !plugins.Contains(plugin.Plugin, StringComparer.OrdinalIgnoreCase))] };

    /// <summary>Refuses a plugin of which a file is not as it was when it was trusted.</summary>
    /// <param name="files">The plugin's files.</param>
    /// <exception cref="PluginRefusedException">It is not trusted.</exception>
    internal void Require(PluginFiles files)
    {
        const string Mend = "If you know where it comes from, run 'dknn plugins trust' on it; otherwise remove it.";
        var actual = files.ToTrusted();
        if (Plugins.FirstOrDefault(plugin => plugin.Plugin == files.Plugin) is not { } trusted)
        {
            throw new PluginRefusedException(PluginFailureCode.Untrusted, "It is in no trusted lock file, so none of its code was run.", Mend);
        }
        string? changed = actual.Files.Keys.Union(trusted.Files.Keys)
            .FirstOrDefault(file => actual.Files.GetValueOrDefault(file) != trusted.Files.GetValueOrDefault(file));
        if (changed is null) return;
        string how = !trusted.Files.ContainsKey(changed) ? "was not there"
            : actual.Files.ContainsKey(changed) ? "was another"
            : "is missing, and was there";
        throw new PluginRefusedException(
            PluginFailureCode.Untrusted, $"'{changed}' {how} when the plugin was trusted, so none of its code was run.", Mend);
    }

    private static bool IsWhole(TrustedPlugin? plugin) =>
        plugin is { Plugin: not null, Files: not null }
        && plugin.Files.ContainsKey(plugin.Plugin)
        && plugin.Files.Values.All(hash => hash is { Length: 64 } && hash.All(char.IsAsciiHexDigitLower));

    private static InvalidDataException Malformed(string path, string why, Exception? inner) =>
        new($"'{path}' is no lock file that can be used: {why} Write it anew with 'dknn plugins trust'.", inner);
}
