using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DkNN.Generators.CodeFixes;

/// <summary>Base of every code fix: finds the node at fault and the ways to mend it, and offers each.</summary>
internal abstract class DiagnosticFix : CodeFixProvider
{
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            Register(context, diagnostic, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model);
        }
    }

    /// <summary>Registers the ways to mend one mistake, the best first; none where it is not mechanical.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="diagnostic">The mistake.</param>
    /// <param name="node">The innermost node at its place.</param>
    /// <param name="model">Symbols and constants of the file.</param>
    protected abstract void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode node, SemanticModel model);
}
