using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.CodeFixes;

/// <summary>Writes a layer's property as <c>public partial Layer Name { get; }</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class LayerPropertyFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN006"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node is not PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property) return [];
        string name = property.Identifier.Text;
        var written = (PropertyDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
            $"public partial {Type(property, model)} {name} {{ get; }}")!;
        var mended = property.AttributeLists.Count == 0
            ? written.WithLeadingTrivia(property.GetLeadingTrivia())
            : written
                .WithModifiers(written.Modifiers.Replace(
                    written.Modifiers[0], written.Modifiers[0].WithLeadingTrivia(FirstAfterAttributes(property).LeadingTrivia)))
                .WithAttributeLists(property.AttributeLists);
        mended = mended.WithTrailingTrivia(property.GetTrailingTrivia());
        return [new($"Declare it 'public partial Layer {name} {{ get; }}'", property, mended)];
    }

    /// <summary>A block's property keeps its type; so does one that already says which Layer is meant.</summary>
    private static string Type(PropertyDeclarationSyntax property, SemanticModel model)
    {
        var type = property.Type is NullableTypeSyntax nullable ? nullable.ElementType : property.Type;
        bool isLayer = model.GetTypeInfo(type).Type?.ToDisplayString() == "DkNN.Layer";
        return isLayer || HasBlock(property) ? type.ToString() : "Layer";
    }

    private static bool HasBlock(PropertyDeclarationSyntax property) =>
        property.AttributeLists
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "Block" or "BlockAttribute");

    private static SyntaxToken FirstAfterAttributes(PropertyDeclarationSyntax property) =>
        property.AttributeLists.Last().GetLastToken().GetNextToken();
}
