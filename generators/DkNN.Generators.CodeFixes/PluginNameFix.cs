using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.CodeFixes;

/// <summary>Writes a plugin's name in lower-case words joined by '-'; gives the second of two a number.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class PluginNameFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN030", "DKNN031"];

    /// <summary>None: fixed at once, three plugins of one name would get one new name for two of them.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        // A name that is a constant elsewhere is mended there.
        if (node is not LiteralExpressionSyntax literal) return [];
        string name = literal.Token.ValueText;
        string mended = diagnostic.Id == "DKNN031" ? FreeName(name, model.Compilation) : WellFormed(name, literal);
        if (mended.Length == 0 || mended == name) return [];
        var written = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(mended));
        return [new($"Change to \"{mended}\"", literal, written.WithTriviaFrom(literal))];
    }

    private static string WellFormed(string name, SyntaxNode node)
    {
        string words = Words(name);
        return words.Length > 0 ? words : Words(node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "");
    }

    private static string Words(string name)
    {
        string split = Regex.Replace(name, "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-");
        return Regex.Replace(split, "[^A-Za-z0-9]+", "-").TrimStart('-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('-')
            .ToLowerInvariant();
    }

    private static string FreeName(string name, Compilation compilation)
    {
        var taken = new HashSet<string>(
            compilation.SyntaxTrees
                .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<AttributeArgumentSyntax>())
                .Select(argument => (argument.Expression as LiteralExpressionSyntax)?.Token.ValueText ?? ""),
            StringComparer.Ordinal);
        int number = 2;
        while (taken.Contains($"{name}-{number}")) number++;
        return $"{name}-{number}";
    }
}
