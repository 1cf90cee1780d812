using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DkNN.Generators.CodeFixes;

/// <summary>A code fix that changes nothing but the text at fault, and so can be applied to all faults of a solution at once.</summary>
internal abstract class SyntaxFix : DiagnosticFix
{
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    protected sealed override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode node, SemanticModel model)
    {
        var root = node.SyntaxTree.GetRoot(context.CancellationToken);
        int rank = 0;
        foreach (var mend in Find(node, diagnostic, model))
        {
            // The same rank is the same way to mend, where all faults are mended at once.
            string key = $"{GetType().Name}.{diagnostic.Id}.{rank++}";
            var mended = root.ReplaceNode(mend.Old, mend.New);
            var action = CodeAction.Create(mend.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(mended)), key);
            context.RegisterCodeFix(action, diagnostic);
        }
    }

    /// <summary>The ways to mend the mistake, the best first; none where it is not mechanical.</summary>
    /// <param name="node">The innermost node at the diagnostic's place.</param>
    /// <param name="diagnostic">The mistake.</param>
    /// <param name="model">Symbols and constants of the file.</param>
    protected abstract IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model);
}
