using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Incremental;

/// <summary>What every file's meaning can depend on besides the files that it names.</summary>
internal sealed class Surroundings
{
    private readonly string? _assembly;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly HashSet<string> _namespaces;
    private readonly ImmutableArray<SyntaxTree> _globalUsings;

    public Surroundings(Compilation compilation, IReadOnlyList<TreeSummary> files)
    {
        _assembly = compilation.AssemblyName;
        _references = [.. compilation.References];
        // A new namespace can hide a type that a file names.
        _namespaces = new HashSet<string>(files.SelectMany(file => file.Namespaces), StringComparer.Ordinal);
        _globalUsings = [.. files.Where(file => file.HasGlobalUsings).Select(file => file.Tree)];
    }

    public bool IsSameAs(Surroundings other) =>
        _assembly == other._assembly
        && _references.SequenceEqual(other._references)
        && _globalUsings.SequenceEqual(other._globalUsings)
        && _namespaces.SetEquals(other._namespaces);
}
