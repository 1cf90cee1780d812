using System.Collections.Immutable;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Incremental;

/// <summary>What a file's text alone tells, gathered once for each version of it.</summary>
internal sealed class TreeSummary
{
    private static readonly HashSet<string> AttributeNames =
        new(["Architecture", "LayerSelection", "LayerBlock", .. PluginClassKind.All.Select(kind => kind.Attribute).Select(NameOf)], StringComparer.Ordinal);

    /// <summary>An attribute as it is written: without its namespace and ending.</summary>
    private static string NameOf(string attribute) =>
        attribute.Substring("DkNN.".Length, attribute.Length - "DkNN.".Length - nameof(Attribute).Length);

    private readonly ImmutableArray<(TypeDeclarationSyntax Type, ImmutableArray<string> Attributes)> _attributed;
    private readonly ImmutableArray<TypeDeclarationSyntax> _owners;
    private readonly ImmutableArray<TypeDeclarationSyntax> _candidates;
    private string[]? _identifiers;

    private TreeSummary(SyntaxTree tree, CompilationUnitSyntax root)
    {
        Tree = tree;
        var attributed = ImmutableArray.CreateBuilder<(TypeDeclarationSyntax, ImmutableArray<string>)>();
        var owners = new List<TypeDeclarationSyntax>();
        var aliases = new List<string>();
        var types = new HashSet<string>(StringComparer.Ordinal);
        var namespaces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in root.DescendantNodes(IsOutsideOfMembers))
        {
            switch (node)
            {
                case UsingDirectiveSyntax { Alias: { } alias }:
                    aliases.Add(alias.Name.Identifier.ValueText);
                    break;
                case BaseNamespaceDeclarationSyntax space:
                    namespaces.Add($"{space.Name}");
                    break;
                case BaseTypeDeclarationSyntax type:
                    types.Add(type.Identifier.ValueText);
                    if (type is TypeDeclarationSyntax { AttributeLists.Count: > 0 } declaration)
                    {
                        attributed.Add((declaration, [.. declaration.AttributeLists.SelectMany(list => list.Attributes).Select(SimpleName)]));
                    }
                    break;
                case PropertyDeclarationSyntax { AttributeLists.Count: > 0, Parent: TypeDeclarationSyntax owner } property
                    when property.Modifiers.Any(SyntaxKind.PartialKeyword):
                    owners.Add(owner);
                    break;
                case DelegateDeclarationSyntax type:
                    types.Add(type.Identifier.ValueText);
                    break;
            }
        }
        _attributed = attributed.ToImmutable();
        _owners = [.. owners.Distinct()];
        Types = [.. types.Concat(types.Select(WithoutEnding)).Distinct()];
        Namespaces = [.. namespaces];
        Aliases = [.. aliases];
        _candidates = Attributed(IsKnown);
        HasGlobalUsings = root.Usings.Any(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));
    }

    public SyntaxTree Tree { get; }

    /// <summary>Simple names of the types declared here; an attribute's also as it is used.</summary>
    public ImmutableArray<string> Types { get; }

    /// <summary>Namespaces declared here.</summary>
    public ImmutableArray<string> Namespaces { get; }

    /// <summary>Names that usings give to something else.</summary>
    public ImmutableArray<string> Aliases { get; }

    /// <summary>Whether usings here reach every file.</summary>
    public bool HasGlobalUsings { get; }

    /// <summary>Every identifier, once.</summary>
    public IReadOnlyList<string> Identifiers => _identifiers ??=
    [
        .. Tree.GetRoot().DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText)
            .Distinct(),
    ];

    /// <summary>The summary, or null for a tree that is no C# file.</summary>
    public static TreeSummary? Of(SyntaxTree tree, CancellationToken cancellation) =>
        tree.GetRoot(cancellation) is CompilationUnitSyntax root ? new TreeSummary(tree, root) : null;

    /// <summary>
    /// The types with an attribute of one of the known names, or of one that is an alias; then those with partial properties that have
    /// attributes, which may be layers.
    /// </summary>
    public ImmutableArray<TypeDeclarationSyntax> Candidates(HashSet<string> globalAliases) =>
        globalAliases.Count == 0 ? _candidates : Attributed(name => IsKnown(name) || globalAliases.Contains(name));

    private ImmutableArray<TypeDeclarationSyntax> Attributed(Func<string, bool> isMeant) =>
        [.. _attributed.Where(type => type.Attributes.Any(isMeant)).Select(type => type.Type).Union(_owners)];

    private bool IsKnown(string name) => AttributeNames.Contains(name) || Aliases.Contains(name);

    private static bool IsOutsideOfMembers(SyntaxNode node) =>
        node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax;

    /// <summary>The last part of an attribute's name, without the ending that C# lets one leave out.</summary>
    private static string SimpleName(AttributeSyntax attribute) => WithoutEnding(attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    });

    private static string WithoutEnding(string name)
    {
        const string Ending = "Attribute";
        return name.EndsWith(Ending, StringComparison.Ordinal) ? name.Substring(0, name.Length - Ending.Length) : name;
    }
}
