using System.Text.Json;
using DkNN.Experiments;
using DkNN.Vectors;

namespace DkNN.Reporting;

/// <summary>
/// Writes what came of several declared experiments: <c>reproduction.md</c>, <c>reproduction.html</c> and <c>reproduction.json</c>, with
/// published figures beside ours, and the experiments of each group side by side.
/// </summary>
public static class ReproductionReport
{
    /// <summary>Name of the page.</summary>
    public const string FileName = $"{Name}.md";

    /// <summary>Name of the same page as one that needs no other file.</summary>
    public const string HtmlName = $"{Name}.html";

    /// <summary>Name of the same for other programs: every cell of every table.</summary>
    public const string JsonName = $"{Name}.json";

    private const string Name = "reproduction";

    /// <summary>Draws the pictures and writes the files.</summary>
    /// <param name="directory">The experiments' directory, the runs of which are in folders named as they are.</param>
    /// <param name="experiments">The experiments, at least one.</param>
    /// <param name="commandLine">The command that made them; null where a program did.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    public static void Write(
        RunDirectory directory, IReadOnlyList<ReproducedExperiment> experiments, string? commandLine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(experiments);
        Finding[] findings = [.. experiments.SelectMany(one => Finding.Of(one.Experiment, one.Outcome))];
        var groups = experiments.GroupBy(one => one.Experiment.Group)
            .Select(group => (Title: group.Key, Runs: group.Select(one => new NamedRun(one.Experiment.Label, one.Outcome.Results)).ToArray()))
            .ToArray();
        var figures = groups.Select((group, place) => ComparisonFigures.Of(group.Runs)
            .Select(figure => (Caption: ComparisonFigures.Caption(figure.Name), Figure: figure with { Name = $"{figure.Name}-{place + 1}" })).ToArray()).ToArray();
        directory.Announce(
            [FileName, HtmlName, JsonName, .. figures.SelectMany(all => all).SelectMany(one => one.Figure.FileNames).Select(name => $"{MarkdownText.PlotsDirectory}/{name}")]);

        var text = new MarkdownText();
        text.Paragraph("# Published figures beside ours");
        if (commandLine is not null) text.Paragraph($"Made by: {MarkdownText.Code(commandLine)}");
        WriteNetworks(text, experiments);
        WriteFindings(text, findings);
        for (int place = 0; place < groups.Length; place++)
        {
            text.Paragraph($"## {groups[place].Title}");
            foreach (var (caption, figure) in figures[place])
            {
                cancellationToken.ThrowIfCancellationRequested();
                figure.Save(Path.Combine(directory.Path, MarkdownText.PlotsDirectory));
                text.Picture(figure.Name, caption);
            }
            ComparisonReport.WriteTables(text, RunComparison.Of(groups[place].Runs));
        }
        HtmlPage.SaveBoth(directory.Path, Name, text.ToString());
        AtomicFile.Write(directory[JsonName], stream => JsonSerializer.Serialize(
            stream, new ReproducedTables(findings, [.. groups.Select(group => RunComparison.Of(group.Runs))]), ReproductionJson.Default.ReproducedTables));
    }

    private static void WriteNetworks(MarkdownText text, IReadOnlyList<ReproducedExperiment> experiments)
    {
        text.Paragraph("## The experiments");
        var table = MarkdownTable.OfText("experiment", "what it is", "network, clean %", "as expected", "report");
        foreach (var (experiment, outcome) in experiments)
        {
            double accuracy = outcome.Results.Evaluations[0].Network.Accuracy;
            table.Row(
                experiment.Name, MarkdownText.Escape(experiment.Title), Text.Percent(accuracy),
                experiment.ExpectedAccuracy == 0 ? "–" : accuracy >= experiment.ExpectedAccuracy ? "yes" : $"**no**, at least {Text.Percent(experiment.ExpectedAccuracy)}",
                $"[{experiment.Name}]({experiment.Name}/{RunReport.FileName})");
        }
        text.Paragraph(table.ToString());
        text.Paragraph(experiments.Any(one => one.Experiment.ExpectedAccuracy == 0)
            ? "This is a trial of every path, on built-in digits and networks that have hardly learnt: **its figures mean nothing**."
            : "A network that reads clean images less well than expected makes all figures of its experiment meaningless.");
    }

    private static void WriteFindings(MarkdownText text, Finding[] findings)
    {
        if (findings.Length == 0) return;
        text.Paragraph("## Published and measured");
        var table = MarkdownTable.OfText("figure", "published %", "measured %", "difference", "experiment", "source");
        foreach (var finding in findings)
        {
            string measured = finding.Deviation is { } deviation && deviation != finding.Measured
                ? $"{Text.Percent(finding.Measured)} ± {Text.Percent(deviation)}"
                : Text.Percent(finding.Measured);
            string difference = finding.Difference is { } points ? $"{(points >= 0 ? "+" : "−")}{Text.Percent(Math.Abs(points))}" : "–";
            table.Row(
                MarkdownText.Escape(finding.What), Text.Percent(finding.Published), measured, finding.IsFar ? $"**{difference}**" : difference,
                finding.Experiment, MarkdownText.Escape(finding.Source));
        }
        text.Paragraph(table.ToString());
        text.Paragraph("Differences of more than five points are in bold. Networks differ from seed to seed by several points under attack.");
    }
}
