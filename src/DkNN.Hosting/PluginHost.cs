using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>Finds and loads plugins.</summary>
public static class PluginHost
{
    /// <summary>The folder beside the program that its own plugins stand in.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>
    /// Loads every plugin of some folders. Whatever is wrong with one DLL becomes one of <see cref="PluginCatalogue.Failures"/>, and the
    /// rest is loaded. Torch's native part is not touched.
    /// </summary>
    /// <remarks>
    /// A plugin's code runs with all the rights of this process: its load context separates versions, and contains nothing.
    /// </remarks>
    /// <param name="folders">Existing folders; the same one given twice counts once.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public static PluginCatalogue Load(params IEnumerable<string> folders) => Load(new PluginHostOptions(), folders);

    /// <summary>Loads every plugin of some folders that the options allow.</summary>
    /// <param name="options">What must be trusted, and whether plugins are to be unloaded some day.</param>
    /// <param name="folders">Existing folders; the same one given twice counts once.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public static PluginCatalogue Load(PluginHostOptions options, params IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(options);
        var scanner = Scan(folders);
        var failures = new List<PluginFailure>(scanner.Failures);
        ImmutableArray<PluginCandidate> candidates =
            [.. scanner.Candidates.Where(candidate => Try(candidate, failures, () => ManifestCheck.Require(candidate.Manifest)))];
        var duplicates = Duplicates(candidates);
        failures.AddRange(duplicates);

        var plugins = new List<LoadedPlugin<Plugin>>();
        var owned = new List<IDisposable>();
        foreach (var candidate in candidates)
        {
            Try(candidate, failures, () =>
            {
                var loaded = PluginAssemblyLoader.Load(candidate, options);
                owned.AddRange(loaded.Owned);
                plugins.AddRange(loaded.Plugins
                    .Where(plugin => !duplicates.Any(duplicate => duplicate.Plugins[0].Is(plugin.Kind, plugin.Name)))
                    .Select(plugin => new LoadedPlugin<Plugin>(plugin, candidate.Source)));
            });
        }
        return new PluginCatalogue(plugins, failures, owned);
    }

    /// <summary>Hashes the plugins of some folders, for a lock. None of their code runs.</summary>
    /// <param name="folders">Existing folders.</param>
    /// <returns>The plugins, with their paths, and what is wrong with files that are none.</returns>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public static (ImmutableArray<(string Path, TrustedPlugin Plugin)> Plugins, ImmutableArray<PluginFailure> Failures) Hash(
        params IEnumerable<string> folders)
    {
        var scanner = Scan(folders);
        var failures = new List<PluginFailure>(scanner.Failures);
        var plugins = ImmutableArray.CreateBuilder<(string, TrustedPlugin)>();
        foreach (var candidate in scanner.Candidates)
        {
            Try(candidate, failures, () =>
            {
                ManifestCheck.Require(candidate.Manifest);
                plugins.Add((candidate.Source.Path, PluginFiles.Read(candidate).ToTrusted()));
            });
        }
        return (plugins.ToImmutable(), [.. failures]);
    }

    private static PluginScanner Scan(IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var scanner = new PluginScanner();
        foreach (string folder in folders)
        {
            if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The plugin folder '{folder}' does not exist; create it.");
            scanner.Scan(folder);
        }
        return scanner;
    }

    /// <summary>Runs a step on one candidate; where it throws, notes why and says false.</summary>
    private static bool Try(PluginCandidate candidate, List<PluginFailure> failures, Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception exception)
        {
            // The boundary to code that is not ours: a plugin may throw anything, and must not keep the others from loading.
            failures.Add(LoadFailure.From(exception).ToFailure(candidate.Source.Path, candidate.Manifest.Plugins));
            return false;
        }
    }

    /// <summary>One failure for each kind and name that stands more than once in the manifests.</summary>
    private static ImmutableArray<PluginFailure> Duplicates(ImmutableArray<PluginCandidate> candidates) =>
    [
        .. candidates
            .SelectMany(candidate => candidate.Manifest.Plugins.Select(entry => (Entry: entry, candidate.Source.Path)))
            .GroupBy(found => (found.Entry.Kind, found.Entry.Name.ToUpperInvariant()))
            .Where(group => group.Count() > 1)
            .Select(group => new PluginRefusedException(
                PluginFailureCode.DuplicateName,
                $"There is more than one {group.First().Entry}, so none is offered: {Files(group.Select(found => found.Path))}.",
                "Remove all of these files but one, or rename the plugins.").ToFailure(group.First().Path, group.First().Entry)),
    ];

    private static string Files(IEnumerable<string> paths) => string.Join(" and ", paths.Distinct());
}
