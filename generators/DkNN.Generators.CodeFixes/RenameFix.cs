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
internal sealed class RenameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN010", "DKNN018", "DKNN026", "DKNN027", "DKNN041"];

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var declaration = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>();
            if (declaration is null || model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol) continue;
            string name = FreeName(symbol, diagnostic.Id, model.Compilation);
            var action = CodeAction.Create(
                $"Rename to '{name}'",
                cancellation => Renamer.RenameSymbolAsync(document.Project.Solution, symbol, new SymbolRenameOptions(), name, cancellation),
                $"{nameof(RenameFix)}.{diagnostic.Id}");
            context.RegisterCodeFix(action, diagnostic);
        }
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
