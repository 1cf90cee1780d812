using System.Collections.Immutable;
using DkNN.Torch;

namespace DkNN.Hosting;

/// <summary>Every plugin found, and every file that should have been one. <see cref="PluginHost"/> makes it.</summary>
public sealed class PluginCatalogue : IDisposable
{
    private readonly ImmutableArray<IDisposable> _owned;

    internal PluginCatalogue(
        IEnumerable<LoadedPlugin<Plugin>> plugins, IEnumerable<PluginFailure> failures, params IEnumerable<IDisposable> owned)
    {
        _owned = [.. owned];
        All = [.. plugins.OrderBy(loaded => loaded.Plugin.Kind).ThenBy(loaded => loaded.Plugin.Name, StringComparer.Ordinal)];
        Architectures = Of<ArchitecturePlugin>();
        Attacks = Of<AttackPlugin>();
        Indexes = Of<NeighborIndexPlugin>();
        Scores = Of<ScorePlugin>();
        Failures = [.. failures.OrderBy(failure => failure.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Every plugin, by kind, then by name.</summary>
    public ImmutableArray<LoadedPlugin<Plugin>> All { get; }

    /// <summary>The architectures, by name.</summary>
    public ImmutableArray<LoadedPlugin<ArchitecturePlugin>> Architectures { get; }

    /// <summary>The attacks, by name.</summary>
    public ImmutableArray<LoadedPlugin<AttackPlugin>> Attacks { get; }

    /// <summary>The indexes, by name.</summary>
    public ImmutableArray<LoadedPlugin<NeighborIndexPlugin>> Indexes { get; }

    /// <summary>The scores, by name.</summary>
    public ImmutableArray<LoadedPlugin<ScorePlugin>> Scores { get; }

    /// <summary>What is not offered and why, by path.</summary>
    public ImmutableArray<PluginFailure> Failures { get; }

    /// <summary>
    /// Unloads what was loaded with <see cref="PluginHostOptions.Unloadable"/>; of no effect otherwise. Nothing of the plugins, no index
    /// or options either, may be used from then on; the memory is freed when the last reference to any of it is gone.
    /// </summary>
    public void Dispose()
    {
        foreach (var part in _owned) part.Dispose();
    }

    /// <summary>An architecture by name, without case.</summary>
    /// <param name="name">Name of the plugin.</param>
    /// <exception cref="PluginUnavailableException">There is none of that name, or it failed to load.</exception>
    public LoadedPlugin<ArchitecturePlugin> Architecture(string name) => Find(Architectures, PluginKind.Architecture, name);

    /// <summary>An attack by name, without case.</summary>
    /// <param name="name">Name of the plugin.</param>
    /// <exception cref="PluginUnavailableException">There is none of that name, or it failed to load.</exception>
    public LoadedPlugin<AttackPlugin> Attack(string name) => Find(Attacks, PluginKind.Attack, name);

    /// <summary>An index by name, without case.</summary>
    /// <param name="name">Name of the plugin.</param>
    /// <exception cref="PluginUnavailableException">There is none of that name, or it failed to load.</exception>
    public LoadedPlugin<NeighborIndexPlugin> Index(string name) => Find(Indexes, PluginKind.NeighborIndex, name);

    /// <summary>A score by name, without case.</summary>
    /// <param name="name">Name of the plugin.</param>
    /// <exception cref="PluginUnavailableException">There is none of that name, or it failed to load.</exception>
    public LoadedPlugin<ScorePlugin> Score(string name) => Find(Scores, PluginKind.Score, name);

    /// <summary>Plugins of whatever kind by name, without case.</summary>
    /// <param name="name">Name of the plugins, or of the DLL of one that was refused.</param>
    /// <returns>One or more.</returns>
    /// <exception cref="PluginUnavailableException">There is none of that name, or it failed to load.</exception>
    public ImmutableArray<LoadedPlugin<Plugin>> OfAnyKind(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ImmutableArray<LoadedPlugin<Plugin>> found = [.. All.Where(loaded => IsSame(loaded.Plugin.Name, name))];
        if (!found.IsEmpty) return found;
        string[] refused =
        [
            .. Failures.Where(failure => failure.Plugins.Any(entry => IsSame(entry.Name, name))
                    || IsSame(Path.GetFileName(failure.Path), name) || IsSame(Path.GetFileNameWithoutExtension(failure.Path), name))
                .Select(failure => failure.ToString()),
        ];
        throw new PluginUnavailableException(refused.Length > 0
            ? $"'{name}' is not offered. {string.Join(' ', refused)}"
            : $"There is no plugin '{name}'. {NameSuggestion.For(name, All.Select(loaded => loaded.Plugin.Name))}");
    }

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private ImmutableArray<LoadedPlugin<TPlugin>> Of<TPlugin>()
        where TPlugin : Plugin =>
    [
        .. from loaded in All
           where loaded.Plugin is TPlugin
           select new LoadedPlugin<TPlugin>((TPlugin)loaded.Plugin, loaded.Source),
    ];

    private LoadedPlugin<TPlugin> Find<TPlugin>(ImmutableArray<LoadedPlugin<TPlugin>> plugins, PluginKind kind, string name)
        where TPlugin : Plugin
    {
        ArgumentNullException.ThrowIfNull(name);
        return plugins.FirstOrDefault(loaded => IsSame(loaded.Plugin.Name, name))
            ?? throw Unavailable(kind, name, plugins.Select(loaded => loaded.Plugin.Name));
    }

    private PluginUnavailableException Unavailable(PluginKind kind, string name, IEnumerable<string> known)
    {
        var failure = Failures.FirstOrDefault(failure => failure.Plugins.Any(entry => entry.Is(kind, name)));
        return new(failure is null
            ? $"There is no {KindNames.Of(kind)} plugin '{name}'. {NameSuggestion.For(name, known)}"
            : $"The {KindNames.Of(kind)} plugin '{name}' is not offered. {failure}");
    }
}
