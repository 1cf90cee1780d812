using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.CodeFixes;

/// <summary>Removes an architecture's base class and keeps its interfaces.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class BaseClassFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN002"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        // The base class may stand on another part, and may take arguments.
        if (node is not ClassDeclarationSyntax { BaseList.Types: [SimpleBaseTypeSyntax first, ..] } type) return [];
        if (model.GetTypeInfo(first.Type).Type is not { TypeKind: TypeKind.Class } baseClass) return [];
        var interfaces = type.BaseList.Types.RemoveAt(0);
        var mended = interfaces.Count > 0
            ? type.WithBaseList(type.BaseList.WithTypes(interfaces))
            : type.WithBaseList(null).WithIdentifier(type.Identifier.WithTrailingTrivia(type.BaseList.GetTrailingTrivia()));
        return [new($"Remove the base class '{baseClass.Name}'", type, mended)];
    }
}
