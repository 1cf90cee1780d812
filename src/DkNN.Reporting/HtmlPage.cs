using System.Net;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DkNN.Reporting;

/// <summary>A page in Markdown as one HTML file: pictures are embedded, and HTML in the text is shown, not obeyed.</summary>
internal static class HtmlPage
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    private const string Style = """
        body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #222; background: #fff }
        img { max-width: 100%; height: auto }
        table { border-collapse: collapse; display: block; overflow-x: auto }
        th, td { border: 1px solid #ccc; padding: .25rem .6rem }
        th { background: #f4f4f4; text-align: left }
        """;

    /// <summary>Writes a page as <c>NAME.md</c> and <c>NAME.html</c>, each to a temporary file that is then renamed.</summary>
    /// <param name="directory">Where to; the pictures stand there already.</param>
    /// <param name="name">Name of the files.</param>
    /// <param name="markdown">The page.</param>
    public static void SaveBoth(string directory, string name, string markdown)
    {
        MarkdownText.Save(Path.Combine(directory, $"{name}.md"), markdown);
        MarkdownText.Save(Path.Combine(directory, $"{name}.html"), Of(markdown, directory));
    }

    /// <summary>The page, with '\n' at the end of every line.</summary>
    private static string Of(string markdown, string directory)
    {
        var document = Markdown.Parse(markdown, _pipeline);
        foreach (var picture in document.Descendants<LinkInline>().Where(link => link.IsImage))
        {
            byte[] png = File.ReadAllBytes(Path.Combine(directory, Uri.UnescapeDataString(picture.Url!)));
            picture.Url = $"data:image/png;base64,{Convert.ToBase64String(png)}";
        }
        string title = document.Descendants<HeadingBlock>().FirstOrDefault()?.Inline is { } heading
            ? string.Concat(heading.Descendants<LiteralInline>().Select(text => text.Content.ToString()))
            : "";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            {document.ToHtml(_pipeline)}</body>
            </html>

            """.ReplaceLineEndings("\n");
    }
}
