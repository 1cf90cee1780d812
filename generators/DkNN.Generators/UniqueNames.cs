using System.Collections.Concurrent;
using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using DkNN.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators;

/// <summary>The names that an assembly's declarations take, gathered while they are analysed and judged when all are known.</summary>
internal sealed class UniqueNames
{
    private readonly ConcurrentBag<Use> _plugins = [];
    private readonly ConcurrentBag<Use> _selections = [];

    public void AddPlugin(string kind, Declaration declaration)
    {
        if (declaration.Attribute.Argument(0).Scalar() is not string name) return;
        _plugins.Add(new Use(kind, name, declaration.Type.Name, declaration.Attribute.ArgumentLocation(0)));
    }

    public void AddSelection(SelectionModel selection, Declaration declaration) =>
        _selections.Add(new Use(selection.Network, selection.Name, selection.Network, declaration.NameLocation));

    public void Report(Action<Diagnostic> report)
    {
        foreach (var (first, second) in Repeated(_plugins))
        {
            report(Diagnostic.Create(Descriptors.PluginNameTaken, second.Location, second.Name, second.Scope, first.Owner));
        }
        foreach (var (first, second) in Repeated(_selections))
        {
            report(Diagnostic.Create(Descriptors.SelectionNameTaken, second.Location, second.Owner.Replace("global::", ""), first.Name));
        }
        foreach (var use in _selections.Where(use => use.Name.Equals("all", StringComparison.OrdinalIgnoreCase)))
        {
            report(Diagnostic.Create(Descriptors.SelectionNameTaken, use.Location, use.Owner.Replace("global::", ""), "all"));
        }
    }

    /// <summary>Every use after the first of a name, in the order of files and lines.</summary>
    private static IEnumerable<(Use First, Use Second)> Repeated(IEnumerable<Use> uses) =>
        uses.GroupBy(use => (use.Scope, use.Name.ToUpperInvariant()))
            .Select(group => group
                .OrderBy(use => use.Location?.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(use => use.Location?.SourceSpan.Start)
                .ToList())
            .SelectMany(group => group.Skip(1).Select(second => (group[0], second)));

    private sealed record Use(string Scope, string Name, string Owner, Location? Location);
}
