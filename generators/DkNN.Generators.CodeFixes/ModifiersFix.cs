using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.CodeFixes;

/// <summary>Declares a type as its attribute asks: sealed, partial, readonly, reachable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ModifiersFix : SyntaxFix
{
    private static readonly SyntaxKind[] Accessibility =
    [
        SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword,
        SyntaxKind.FileKeyword,
    ];

    public override ImmutableArray<string> FixableDiagnosticIds =>
        ["DKNN001", "DKNN020", "DKNN028", "DKNN032", "DKNN038", "DKNN039", "DKNN060"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        // A record with a parameter list would lose members that other code may use.
        if (node is not TypeDeclarationSyntax type || type is RecordDeclarationSyntax { ParameterList: not null }) return [];
        return diagnostic.Id switch
        {
            "DKNN001" or "DKNN060" when type is ClassDeclarationSyntax or RecordDeclarationSyntax =>
                [new("Declare it 'sealed partial class'", type, SealedPartialClass(type))],
            "DKNN020" => [new("Declare it 'readonly partial struct'", type, ReadonlyPartialStruct(type))],
            "DKNN028" => [new("Make it internal", type, Accessible(type, SyntaxKind.InternalKeyword))],
            "DKNN032" =>
                [new("Make it a class that can be created", type, Without(type, SyntaxKind.AbstractKeyword, SyntaxKind.StaticKeyword))],
            "DKNN038" => [Reachable(type, model)],
            "DKNN039" => [new("Make it partial", type, WithLast(type, SyntaxKind.PartialKeyword))],
            _ => [],
        };
    }

    private static TypeDeclarationSyntax SealedPartialClass(TypeDeclarationSyntax type)
    {
        if (type is RecordDeclarationSyntax) type = As(SyntaxKind.ClassDeclaration, SyntaxKind.ClassKeyword, type);
        type = Without(type, SyntaxKind.AbstractKeyword, SyntaxKind.StaticKeyword, SyntaxKind.SealedKeyword);
        return WithLast(WithLast(Without(type, SyntaxKind.PartialKeyword), SyntaxKind.SealedKeyword), SyntaxKind.PartialKeyword);
    }

    private static TypeDeclarationSyntax ReadonlyPartialStruct(TypeDeclarationSyntax type)
    {
        if (type is RecordDeclarationSyntax) type = As(SyntaxKind.StructDeclaration, SyntaxKind.StructKeyword, type);
        type = Without(type, SyntaxKind.RefKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.PartialKeyword);
        return WithLast(WithLast(type, SyntaxKind.ReadOnlyKeyword), SyntaxKind.PartialKeyword);
    }

    private static TypeDeclarationSyntax As(
        SyntaxKind kind, SyntaxKind keyword, TypeDeclarationSyntax type) => SyntaxFactory.TypeDeclaration(
        kind, type.AttributeLists, type.Modifiers, SyntaxFactory.Token(keyword).WithTrailingTrivia(SyntaxFactory.Space), type.Identifier,
        type.TypeParameterList, type.BaseList, type.ConstraintClauses, type.OpenBraceToken, type.Members, type.CloseBraceToken,
        type.SemicolonToken);

    /// <summary>The outermost type that hides the one at fault, with all within made internal that are hidden too.</summary>
    private static Mend Reachable(TypeDeclarationSyntax type, SemanticModel model)
    {
        var hidden = type.AncestorsAndSelf()
            .OfType<TypeDeclarationSyntax>()
            .Where(outer => IsHidden(model.GetDeclaredSymbol(outer)))
            .ToList();
        var outermost = hidden[hidden.Count - 1];
        // ReplaceNodes hands in each node with what was replaced within it.
        var mended = outermost.ReplaceNodes(hidden, (_, inner) => Accessible(inner, SyntaxKind.InternalKeyword));
        return new("Make it internal", outermost, mended);
    }

    private static bool IsHidden(INamedTypeSymbol? type) => type is { IsFileLocal: true }
        || type?.DeclaredAccessibility is Microsoft.CodeAnalysis.Accessibility.Private or Microsoft.CodeAnalysis.Accessibility.Protected
            or Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal;

    private static TypeDeclarationSyntax Accessible(TypeDeclarationSyntax type, SyntaxKind accessibility)
    {
        var leading = FirstToken(type).LeadingTrivia;
        var bare = Without(type, Accessibility);
        if (bare.Modifiers.Count == 0) return WithLast(bare, accessibility);
        var rest = bare.Modifiers.Replace(bare.Modifiers[0], bare.Modifiers[0].WithLeadingTrivia());
        return bare.WithModifiers(rest.Insert(0, Word(accessibility).WithLeadingTrivia(leading)));
    }

    private static TypeDeclarationSyntax Without(TypeDeclarationSyntax type, params SyntaxKind[] kinds)
    {
        var leading = FirstToken(type).LeadingTrivia;
        var kept = type.Modifiers.Where(modifier => !kinds.Contains(modifier.Kind())).ToList();
        if (kept.Count == type.Modifiers.Count) return type;
        if (kept.Count > 0) kept[0] = kept[0].WithLeadingTrivia(leading);
        var bare = type.WithModifiers(SyntaxFactory.TokenList(kept));
        return kept.Count > 0 ? bare : bare.WithKeyword(bare.Keyword.WithLeadingTrivia(leading));
    }

    /// <summary>Adds a modifier after the others, or in place of none, where the keyword's comments move before it.</summary>
    private static TypeDeclarationSyntax WithLast(TypeDeclarationSyntax type, SyntaxKind kind)
    {
        if (type.Modifiers.Any(kind)) return type;
        if (type.Modifiers.Count > 0) return type.WithModifiers(type.Modifiers.Add(Word(kind)));
        var leading = type.Keyword.LeadingTrivia;
        return type
            .WithKeyword(type.Keyword.WithLeadingTrivia())
            .WithModifiers(SyntaxFactory.TokenList(Word(kind).WithLeadingTrivia(leading)));
    }

    /// <summary>What follows the attributes.</summary>
    private static SyntaxToken FirstToken(TypeDeclarationSyntax type) => type.Modifiers.Count > 0 ? type.Modifiers[0] : type.Keyword;

    private static SyntaxToken Word(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
