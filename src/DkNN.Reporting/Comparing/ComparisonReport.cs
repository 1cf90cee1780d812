using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>
/// Writes runs side by side: <c>compare.md</c>, <c>compare.html</c>, and <c>plots/</c> with their curves drawn over one another.
/// </summary>
public static class ComparisonReport
{
    /// <summary>Name of the page.</summary>
    public const string FileName = $"{Name}.md";

    /// <summary>Name of the same page as one that needs no other file.</summary>
    public const string HtmlName = $"{Name}.html";

    private const string Name = "compare";

    /// <summary>How a setting is shown: "–" for none.</summary>
    /// <param name="value">The setting.</param>
    public static string TextOf(string? value) => value ?? "–";

    /// <summary>Draws the pictures and writes the page, over those of an earlier time.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="runs">The runs, each with a name of its own.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    /// <exception cref="ExperimentException">The directory holds other files than those of a comparison.</exception>
    public static void Write(string directory, IReadOnlyList<NamedRun> runs, CancellationToken cancellationToken = default)
    {
        var comparison = RunComparison.Of(runs);
        Figure[] figures = [.. ComparisonFigures.Of([.. runs.Zip(comparison.Headings, (run, heading) => run with { Name = heading })])];
        RequireOwn(directory, [FileName, HtmlName, .. figures.SelectMany(figure => figure.FileNames).Select(name => $"{MarkdownText.PlotsDirectory}/{name}")]);
        var text = new MarkdownText();
        text.Paragraph($"# {runs.Count} runs side by side");
        WriteRuns(text, comparison, runs);
        WriteSettings(text, comparison);
        text.Paragraph("## Curves");
        foreach (Figure figure in figures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            figure.Save(Path.Combine(directory, MarkdownText.PlotsDirectory));
            text.Picture(figure.Name, ComparisonFigures.Caption(figure.Name));
        }
        text.Paragraph("How to read it: one colour is one run. Solid lines are DkNN or its credibility, dashed ones the network or its softmax.");
        text.Paragraph("## Tables");
        WriteTables(text, comparison);
        HtmlPage.SaveBoth(directory, Name, text.ToString());
    }

    /// <summary>Adds everything that was measured.</summary>
    internal static void WriteTables(MarkdownText text, RunComparison comparison)
    {
        foreach (ComparedTable table in comparison.Tables) WriteTable(text, comparison, table);
    }

    /// <summary>It stands by itself, or where an earlier one stood; what systems hide, such as <c>.DS_Store</c>, is nobody's.</summary>
    private static void RequireOwn(string directory, string[] names)
    {
        if (!Directory.Exists(directory)) return;
        string? other = Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/')).FirstOrDefault(name => !names.Contains(name));
        if (other is null) return;
        throw new ExperimentException(
            $"--out: '{directory}' holds other files than those of a comparison, such as '{other}'; name a new or empty directory.");
    }

    /// <summary>The runs by their headings; where these are short, it is the legend of all that follows.</summary>
    private static void WriteRuns(MarkdownText text, RunComparison comparison, IReadOnlyList<NamedRun> runs)
    {
        var list = comparison.HasShortHeadings ? MarkdownTable.OfText("", "run", "made by") : MarkdownTable.OfText("run", "made by");
        foreach (var (heading, run) in comparison.Headings.Zip(runs))
        {
            string[] name = [MarkdownText.Escape(run.Name), run.Results.Asked?.CommandLine is { } command ? MarkdownText.Code(command) : "–"];
            list.Row(comparison.HasShortHeadings ? [heading, .. name] : name);
        }
        text.Paragraph(list.ToString());
    }

    private static void WriteSettings(MarkdownText text, RunComparison comparison)
    {
        text.Paragraph("## What differs in the settings");
        if (comparison.Settings.IsEmpty)
        {
            text.Paragraph("Nothing: the runs were asked for the same.");
            return;
        }
        var table = MarkdownTable.OfText(Header("setting", comparison));
        foreach (ComparedSetting setting in comparison.Settings)
        {
            table.Row([setting.Name, .. setting.Values.Select(value => MarkdownText.Escape(TextOf(value)))]);
        }
        text.Paragraph(table.ToString());
    }

    private static void WriteTable(MarkdownText text, RunComparison comparison, ComparedTable table)
    {
        text.Paragraph($"### {table.Title}");
        var numbers = MarkdownTable.OfNumbers(Header(table.Kind, comparison));
        foreach (ComparedRow row in table.Rows) numbers.Row([MarkdownText.Escape(row.Name), .. table.Texts(row)]);
        text.Paragraph(numbers.ToString());
    }

    private static string[] Header(string first, RunComparison comparison) => [first, .. comparison.Headings.Select(MarkdownText.Escape)];
}
