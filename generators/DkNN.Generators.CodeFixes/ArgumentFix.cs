using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.CodeFixes;

/// <summary>Removes what an attribute's arguments say too much.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ArgumentFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN024", "DKNN054", "DKNN056", "DKNN057"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        var span = diagnostic.Location.SourceSpan;
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } list } attribute) return [];
        if (list.Arguments.FirstOrDefault(given => given.Expression.Span == span) is { } argument)
        {
            // Without its only repeated input a layer would have nothing to combine.
            if (diagnostic.Id == "DKNN054" && list.Arguments.Count(given => given.NameEquals is null) < 2) return [];
            var rest = list.Arguments.Remove(argument);
            return [new($"Remove '{argument}'", attribute, attribute.WithArgumentList(rest.Count > 0 ? list.WithArguments(rest) : null))];
        }
        var element = list.DescendantNodes().First(inner => inner.Span == span);
        return element.AncestorsAndSelf().Select(inner => Without(inner, element)).FirstOrDefault(found => found is not null) is { } mend
            ? [mend]
            : [];
    }

    /// <summary>The array or collection without the element, where the node is that.</summary>
    private static Mend? Without(SyntaxNode node, SyntaxNode element) => node switch
    {
        InitializerExpressionSyntax items when element is ExpressionSyntax item && items.Expressions.Contains(item) =>
            new($"Remove '{item}'", items, items.WithExpressions(Without(items.Expressions, item))),
        CollectionExpressionSyntax items when items.Elements.FirstOrDefault(one => one.Span == element.Span) is { } item =>
            new($"Remove '{item}'", items, items.WithElements(Without(items.Elements, item))),
        _ => null,
    };

    /// <summary>The list without the item; what stands after the last item stays there.</summary>
    private static SeparatedSyntaxList<TNode> Without<TNode>(SeparatedSyntaxList<TNode> items, TNode item)
        where TNode : SyntaxNode
    {
        var rest = items.Remove(item);
        if (item != items[items.Count - 1] || rest.Count == 0) return rest;
        var last = rest[rest.Count - 1];
        return rest.Replace(last, last.WithTrailingTrivia(item.GetTrailingTrivia()));
    }
}
