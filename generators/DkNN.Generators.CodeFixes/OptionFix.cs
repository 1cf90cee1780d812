using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.CodeFixes;

/// <summary>Swaps the limits of an option's range, and lets an option be null no more.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class OptionFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN040", "DKNN042"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property) return [];
        if (diagnostic.Id == "DKNN040") return NotNull(property);
        var list = node.FirstAncestorOrSelf<AttributeSyntax>()?.ArgumentList;
        if (list?.Arguments is not [{ NameEquals: null } first, { NameEquals: null } second]) return [];
        if (Number(first, model) is not { } minimum || Number(second, model) is not { } maximum || minimum <= maximum) return [];
        var swapped = list.ReplaceNodes([first, second], (argument, _) => argument == first ? second : first);
        return [new("Swap the limits", list, swapped)];
    }

    private static IEnumerable<Mend> NotNull(PropertyDeclarationSyntax property)
    {
        if (property.Type is not NullableTypeSyntax { ElementType: PredefinedTypeSyntax type }) return [];
        var mended = property.WithType(type.WithTriviaFrom(property.Type));
        if (type.Keyword.IsKind(SyntaxKind.StringKeyword) && property is { Initializer: null, AccessorList: not null })
        {
            var trailing = property.GetTrailingTrivia();
            mended = mended.WithTrailingTrivia()
                .WithInitializer(SyntaxFactory.EqualsValueClause(SyntaxFactory.ParseExpression("\"\"")))
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(trailing));
        }
        return [new($"Make it '{type}'", property, mended)];
    }

    private static double? Number(AttributeArgumentSyntax argument, SemanticModel model) =>
        model.GetConstantValue(argument.Expression).Value switch { int value => value, double value => value, _ => null };
}
