using System.Collections.Immutable;
using DkNN.Generators.Emission;
using DkNN.Generators.Models;

namespace DkNN.Generators;

/// <summary>Puts an assembly's plugins together, in an order that does not depend on files.</summary>
internal static class ManifestBuilder
{
    public static PluginEntry Entry(ArchitectureModel architecture) => new(
        PluginKind.Architecture, architecture.Name, architecture.Description, architecture.Type.FullName, "", default);

    public static PluginEntry Entry(PluginClassModel plugin) => new(
        plugin.Kind, plugin.Name, plugin.Description, plugin.FullName, BinderEmitter.Name(plugin.Options), default);

    /// <summary>The manifest, or null for an assembly that declares no plugin.</summary>
    public static ManifestModel? Build(string space, IEnumerable<PluginEntry> plugins, ImmutableArray<SelectionEntry> selections)
    {
        var entries = plugins
            .Select(plugin =>
                plugin.Kind is PluginKind.Architecture ? plugin with { Selections = SelectionsOf(plugin, selections) } : plugin)
            .OrderBy(plugin => plugin.Kind)
            .ThenBy(plugin => plugin.Name, StringComparer.Ordinal)
            .ThenBy(plugin => plugin.FullName, StringComparer.Ordinal)
            .ToEquatableArray();
        return entries.Count == 0 ? null : new ManifestModel(space, entries);
    }

    /// <summary>That of every layer first, then the declared ones by name.</summary>
    private static EquatableArray<string> SelectionsOf(PluginEntry architecture, ImmutableArray<SelectionEntry> selections) =>
        selections
            .Where(selection => selection.Network == architecture.FullName)
            .Select(selection => selection.FullName)
            .OrderBy(name => name, StringComparer.Ordinal)
            .Prepend($"{architecture.FullName}.All")
            .ToEquatableArray();
}
