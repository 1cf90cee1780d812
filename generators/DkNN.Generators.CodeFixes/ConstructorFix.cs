using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DkNN.Generators.CodeFixes;

/// <summary>Adds the constructor that the host creates a plugin by, or makes it public.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ConstructorFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN033"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        // What to hand to a primary constructor only its author knows.
        if (node is not ClassDeclarationSyntax { ParameterList: null } type) return [];
        var constructors = type.Members
            .OfType<ConstructorDeclarationSyntax>()
            .Where(one => !one.Modifiers.Any(SyntaxKind.StaticKeyword))
            .ToList();
        if (constructors.Find(one => one.ParameterList.Parameters.Count == 0) is { } hidden)
        {
            var accessible = SyntaxFactory.Token(SyntaxKind.PublicKeyword).WithTrailingTrivia(SyntaxFactory.Space);
            var bare = hidden.WithModifiers([]).WithLeadingTrivia();
            var mended = bare.WithModifiers([accessible]).WithLeadingTrivia(hidden.GetLeadingTrivia());
            return [new("Make the constructor public", hidden, mended)];
        }
        if (constructors.Count == 0) return [];
        var added = SyntaxFactory.ParseMemberDeclaration($"public {type.Identifier.Text}() {{ }}\n")!
            .WithAdditionalAnnotations(Formatter.Annotation);
        int position = type.Members.IndexOf(constructors[0]);
        return [new("Add a constructor without parameters", type, type.WithMembers(type.Members.Insert(position, added)))];
    }
}
