using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace DkNN.Generators.CodeFixes;

/// <summary>
/// Gives a layer, selection or option a name that is free, wherever it is used. Renaming changes other files and looks at what is taken, so
/// there is no fix for all at once.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RenameFix : DiagnosticFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN010", "DKNN018", "DKNN026", "DKNN027", "DKNN041"];

    public override FixAllProvider? GetFixAllProvider() => null;

    protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode node, SemanticModel model)
    {
        var declaration = node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (declaration is null || model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol) return;
        string name = FreeName(symbol, diagnostic.Id, model.Compilation);
        var solution = context.Document.Project.Solution;
        var action = CodeAction.Create(
            $"Rename to '{name}'",
            cancellation => Renamer.RenameSymbolAsync(solution, symbol, new SymbolRenameOptions(), name, cancellation),
            $"{nameof(RenameFix)}.{diagnostic.Id}");
        context.RegisterCodeFix(action, diagnostic);
    }

    /// <summary>The name with a word that says what it names; with a number too where that is taken.</summary>
    private static string FreeName(ISymbol symbol, string id, Compilation compilation)
    {
        string suffix = id switch { "DKNN041" => "Option", "DKNN010" or "DKNN018" => "Layer", _ => "Layers" };
        string stem = char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1) + suffix;
        string name = stem;
        for (int number = 2; IsTaken(name); number++) name = $"{stem}{number}";
        return name;

        bool IsTaken(string candidate) => symbol is INamedTypeSymbol
            ? compilation.ContainsSymbolsWithName(other => other.Equals(candidate, StringComparison.OrdinalIgnoreCase))
            : symbol.ContainingType.MemberNames.Contains(candidate, StringComparer.OrdinalIgnoreCase);
    }
}
