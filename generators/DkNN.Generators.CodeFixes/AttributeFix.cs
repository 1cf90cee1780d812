using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.CodeFixes;

/// <summary>Removes an attribute that is one too many, or adds the one that is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AttributeFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN008", "DKNN071", "DKNN072"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member) return [];
        if (diagnostic.Id == "DKNN008")
        {
            var layers = Attributes(member).Where(attribute => IsLayer(attribute, model)).ToList();
            return layers.Select(kept => new Mend(
                $"Keep [{kept}]", member, Without(member, [.. layers.Where(attribute => attribute != kept)])));
        }
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { } exclusion) return [];
        if (diagnostic.Id == "DKNN072") return [new("Remove the exclusion", member, Without(member, [exclusion]))];
        var name = exclusion.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault();
        if (name is null || exclusion.Parent is not AttributeListSyntax list) return [];
        return [new($"Add [LayerSelection{name.TypeArgumentList}]", list, WithSelection(list, name))];
    }

    private static AttributeListSyntax WithSelection(AttributeListSyntax list, GenericNameSyntax name)
    {
        var selection = SyntaxFactory.Attribute(name.WithIdentifier(SyntaxFactory.Identifier("LayerSelection")));
        return list.WithAttributes(list.Attributes.Insert(0, selection));
    }

    private static bool IsLayer(AttributeSyntax attribute, SemanticModel model) =>
        model.GetTypeInfo(attribute).Type?.BaseType?.ToDisplayString() == "DkNN.LayerAttribute";

    private static IEnumerable<AttributeSyntax> Attributes(MemberDeclarationSyntax member) =>
        member.AttributeLists.SelectMany(list => list.Attributes);

    /// <summary>The declaration without the attributes; lists that become empty go, and the comments before them stay.</summary>
    private static MemberDeclarationSyntax Without(MemberDeclarationSyntax member, HashSet<AttributeSyntax> removed)
    {
        var lists = member.AttributeLists
            .Where(list => !list.Attributes.All(removed.Contains))
            .Select(list => list.Attributes.Any(removed.Contains)
                ? list.RemoveNodes(list.Attributes.Where(removed.Contains), SyntaxRemoveOptions.KeepNoTrivia)!
                : list);
        return member.WithAttributeLists([.. lists]).WithLeadingTrivia(member.GetLeadingTrivia());
    }
}
