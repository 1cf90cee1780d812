using System.Diagnostics;
using System.Globalization;

namespace DkNN.Experiments;

/// <summary>
/// Artefacts by the hash of all that determines them: <c>root/kind/hash/</c>. What a killed run left half-made is swept away; what was
/// damaged since is detected by checksum, reported and made again.
/// </summary>
public sealed class ArtefactCache
{
    private readonly Action<string> _warn;

    /// <summary>Opens a cache.</summary>
    /// <param name="root">Its directory; made where absent.</param>
    /// <param name="warn">Told in one line of each artefact found damaged.</param>
    /// <exception cref="IOException">The directory cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory cannot be written.</exception>
    public ArtefactCache(string root, Action<string> warn)
    {
        Root = Path.GetFullPath(root);
        _warn = warn;
        Directory.CreateDirectory(Root);
        SweepHalfMade();
    }

    /// <summary>The cache's directory.</summary>
    public string Root { get; }

    /// <summary>An artefact that is there and whole; null where it is to be made. A damaged one is reported and removed.</summary>
    /// <param name="key">All that determines it.</param>
    public Artefact? Find(ArtefactKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string directory = DirectoryOf(key);
        if (!Directory.Exists(directory)) return null;
        if (ManifestFile.DamageIn(directory) is not { } damage) return new Artefact(key, directory);
        _warn($"The cached {key.Kind} in '{directory}' is damaged ({damage}); it is made again.");
        Directory.Delete(directory, recursive: true);
        return null;
    }

    /// <summary>Begins an artefact.</summary>
    /// <param name="key">All that determines it.</param>
    public ArtefactWriter Begin(ArtefactKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Directory.CreateDirectory(Path.Combine(Root, key.Kind));
        return new ArtefactWriter(key, DirectoryOf(key));
    }

    private string DirectoryOf(ArtefactKey key) => Path.Combine(Root, key.Kind, key.Hash);

    /// <summary>Removes what processes that are gone left half-made.</summary>
    private void SweepHalfMade()
    {
        foreach (string directory in Directory.EnumerateDirectories(
            Root, $"*{ArtefactWriter.TemporaryMark}*",
            new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }))
        {
            string owner = directory[
                (directory.LastIndexOf(ArtefactWriter.TemporaryMark, StringComparison.Ordinal) + ArtefactWriter.TemporaryMark.Length)..];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return process != Environment.ProcessId && !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
