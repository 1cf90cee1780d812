using Microsoft.CodeAnalysis;

namespace DkNN.Generators.CodeFixes;

/// <summary>One way to mend a mistake: a node of the file and what takes its place.</summary>
internal sealed record Mend(string Title, SyntaxNode Old, SyntaxNode New);
