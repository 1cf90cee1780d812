using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>Finds the DLLs in plugin folders that are plugins, or should have been.</summary>
/// <remarks>
/// A DLL that stands in the folder itself should be a plugin. A sub-folder is one plugin as a build leaves it: the DLL named as the
/// folder or, where there is none, every DLL with a manifest. What stands beside those is a private dependency, and not inspected further.
/// </remarks>
internal sealed class PluginScanner
{
    private static readonly EnumerationOptions AnyCase = new()
    {
        MatchCasing = MatchCasing.CaseInsensitive,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    private static readonly StringComparer PathComparer =
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private readonly HashSet<string> _seen = new(PathComparer);
    private readonly List<PluginCandidate> _candidates = [];
    private readonly List<PluginFailure> _failures = [];

    /// <summary>The DLLs with a manifest, in the order found.</summary>
    public IReadOnlyList<PluginCandidate> Candidates => _candidates;

    /// <summary>What should have been a plugin and is none.</summary>
    public IReadOnlyList<PluginFailure> Failures => _failures;

    /// <summary>Scans a folder; what an earlier scan found already counts once.</summary>
    /// <param name="folder">An existing folder.</param>
    public void Scan(string folder)
    {
        string root = new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder);
        Report(Inspect(Dlls(root)).Select(StandingAlone));
        foreach (string subfolder in List(root, () => Directory.GetDirectories(root))) ScanSubfolder(subfolder);
    }

    private void ScanSubfolder(string subfolder)
    {
        var dlls = Dlls(subfolder);
        string name = Path.GetFileName(subfolder) + ".dll";
        var main = dlls.Where(dll => Path.GetFileName(dll).Equals(name, StringComparison.OrdinalIgnoreCase)).ToImmutableArray();
        var found = Inspect(main.IsEmpty ? dlls : main);
        var plugins = found.Where(file => file.Candidate is not null).ToImmutableArray();
        Report(plugins.IsEmpty ? found : plugins);
    }

    private ImmutableArray<Inspected> Inspect(IEnumerable<string> dlls) => [.. dlls.Where(_seen.Add).Select(Inspect)];

    private static Inspected Inspect(string dll)
    {
        try
        {
            return new Inspected(ManifestReader.Read(dll), null);
        }
        catch (PluginRefusedException refusal)
        {
            return new Inspected(null, refusal.ToFailure(dll));
        }
    }

    private static Inspected StandingAlone(Inspected file) =>
        file.Candidate is null ? file : file with { Candidate = file.Candidate with { StandsAlone = true } };

    private void Report(IEnumerable<Inspected> found)
    {
        foreach (var (candidate, failure) in found)
        {
            if (candidate is not null) _candidates.Add(candidate);
            if (failure is not null) _failures.Add(failure);
        }
    }

    private ImmutableArray<string> Dlls(string folder) => List(folder, () => Directory.GetFiles(folder, "*.dll", AnyCase));

    private ImmutableArray<string> List(string folder, Func<string[]> entries)
    {
        try
        {
            return [.. entries().Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_seen.Add(folder)) _failures.Add(ManifestReader.Unreadable(exception).ToFailure(folder));
            return [];
        }
    }

    /// <summary>A DLL with a manifest, or the failure to be one.</summary>
    private readonly record struct Inspected(PluginCandidate? Candidate, PluginFailure? Failure);
}
