using System.Collections.Immutable;
using System.Composition;
using DkNN.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.CodeFixes;

/// <summary>Puts in the known name nearest to a mistyped one, as <c>nameof</c> where that was written and can be.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class NearestNameFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN022", "DKNN050", "DKNN073"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Nearest, out string? nearest) || nearest is null) return [];
        if (node.AncestorsAndSelf().OfType<ExpressionSyntax>().LastOrDefault() is not { } written) return [];
        // The element itself, where the list is written as an array.
        var span = diagnostic.Location.SourceSpan;
        var expression = written.DescendantNodesAndSelf().OfType<ExpressionSyntax>().First(inner => inner.Span == span);
        var replacement = IsNameof(expression) && NameOf(expression, nearest, model) is { } name ? name : Literal(nearest);
        return [new($"Change to '{nearest}'", expression, replacement.WithTriviaFrom(expression))];
    }

    private static bool IsNameof(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    /// <summary>A <c>nameof</c> of the property, or null where there is none: a layer of a block is no property here.</summary>
    private static ExpressionSyntax? NameOf(ExpressionSyntax expression, string nearest, SemanticModel model)
    {
        var attribute = expression.FirstAncestorOrSelf<AttributeSyntax>();
        var owner = attribute?.Name.DescendantNodesAndSelf().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments.FirstOrDefault();
        var type = owner is not null
            ? model.GetTypeInfo(owner).Type
            : expression.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } here ? model.GetDeclaredSymbol(here) : null;
        if (type?.GetMembers(nearest).OfType<IPropertySymbol>().Any() != true) return null;
        return SyntaxFactory.ParseExpression(owner is null ? $"nameof({nearest})" : $"nameof({owner}.{nearest})");
    }

    private static LiteralExpressionSyntax Literal(string name) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
}
