using DkNN.Generators.Emission;
using DkNN.Generators.Models;

namespace DkNN.Generators;

/// <summary>Puts an assembly's plugins together, in an order that does not depend on files.</summary>
internal static class ManifestBuilder
{
    /// <summary>The manifest, or null for an assembly that declares no plugin.</summary>
    public static ManifestModel? Build(string space, IReadOnlyCollection<FileDeclarations> files)
    {
        var selections = files.SelectMany(file => file.Selections)
            .Where(selection => selection.IsOffered)
            .ToLookup(selection => selection.Network, selection => selection.Type.FullName);
        var architectures = files.SelectMany(file => file.Architectures)
            .Where(architecture => architecture.IsOffered)
            .Select(architecture => Entry(architecture, selections[architecture.Type.FullName]));
        var entries = files.SelectMany(file => file.Classes)
            .Select(Entry)
            .Concat(architectures)
            .OrderBy(plugin => plugin.Kind)
            .ThenBy(plugin => plugin.Name, StringComparer.Ordinal)
            .ThenBy(plugin => plugin.FullName, StringComparer.Ordinal)
            .ToEquatableArray();
        return entries.Count == 0 ? null : new ManifestModel(space, entries);
    }

    private static PluginEntry Entry(PluginClassModel plugin) => new(
        plugin.Kind, plugin.Name, plugin.Description, plugin.FullName, BinderEmitter.Name(plugin.Options), default);

    /// <summary>An architecture's selections are that of every layer, then the declared ones by name.</summary>
    private static PluginEntry Entry(ArchitectureModel architecture, IEnumerable<string> selections) => new(
        PluginKind.Architecture,
        architecture.Name,
        architecture.Description,
        architecture.Type.FullName,
        "",
        selections.OrderBy(name => name, StringComparer.Ordinal).Prepend($"{architecture.Type.FullName}.All").ToEquatableArray());
}
