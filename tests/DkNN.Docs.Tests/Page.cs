using System.Reflection;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DkNN.Docs.Tests;

/// <summary>A Markdown page of the repository.</summary>
internal sealed class Page
{
    /// <summary>The repository's folder.</summary>
    public static readonly string Root = typeof(Page).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;

    private readonly MarkdownDocument _document;

    public Page(string path)
    {
        Text = File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");
        _document = Markdown.Parse(Text, new MarkdownPipelineBuilder().UsePipeTables().Build());
    }

    /// <summary>Every page that a reader is sent to, by its path from the repository's folder.</summary>
    public static IEnumerable<string> Paths =>
        Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Root, "*.md"))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public string Text { get; }

    /// <summary>All code blocks: the kind, the word after it, the text and the line of the page. An indented block has no kind.</summary>
    public IEnumerable<Block> Blocks => _document.Descendants<CodeBlock>().Select(block => new Block(
        (block as FencedCodeBlock)?.Info ?? "", (block as FencedCodeBlock)?.Arguments ?? "", $"{block.Lines}", block.Line + 1));

    /// <summary>Commands written within the text.</summary>
    public IEnumerable<string> InlineCommands =>
        _document.Descendants<CodeInline>().Select(code => code.Content).Where(code => code.StartsWith("dknn ", StringComparison.Ordinal));

    internal sealed record Block(string Kind, string Word, string Text, int Line)
    {
        /// <summary>The file of the repository that the block shows whole; null where it names none.</summary>
        public string? File => Word.Contains('/', StringComparison.Ordinal) ? Word : null;
    }
}
