using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>Writes the report of a run: <c>report.md</c>, <c>report.html</c>, and <c>plots/</c> with every picture as PNG and SVG.</summary>
public static class RunReport
{
    /// <summary>Name of the report in a run's directory.</summary>
    public const string FileName = MarkdownReport.FileName;

    /// <summary>Name of the same report as one page that needs no other file.</summary>
    public const string HtmlName = $"{MarkdownReport.Name}.html";

    /// <summary>Name of the pictures' directory within a run's directory.</summary>
    public const string PlotsDirectory = MarkdownText.PlotsDirectory;

    /// <summary>Draws the pictures and writes the report into a run's directory, as files of the run.</summary>
    /// <param name="directory">The run's directory.</param>
    /// <param name="outcome">What the run left; nothing else is needed.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    /// <exception cref="ArgumentException">The results hold no evaluation, or an image of the gallery does not fit its shape.</exception>
    public static void Write(RunDirectory directory, RunOutcome outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        Write(directory.Path, outcome, directory.Announce, cancellationToken);
    }

    /// <summary>Draws the pictures and writes the report, over those of an earlier time.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="outcome">What the run left; nothing else is needed.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    /// <exception cref="ArgumentException">The results hold no evaluation, or an image of the gallery does not fit its shape.</exception>
    public static void Write(string directory, RunOutcome outcome, CancellationToken cancellationToken = default) =>
        Write(directory, outcome, announce: _ => { }, cancellationToken);

    private static void Write(
        string directory, RunOutcome outcome, Action<IEnumerable<string>> announce, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Results.Evaluations.Count == 0)
        {
            throw new ArgumentException("The results hold no evaluation, so that there is nothing to report.", nameof(outcome));
        }
        Figure[] figures = [.. RunFigures.Of(outcome)];
        announce([FileName, HtmlName, .. figures.SelectMany(figure => figure.FileNames).Select(name => $"{PlotsDirectory}/{name}")]);
        foreach (Figure figure in figures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            figure.Save(Path.Combine(directory, PlotsDirectory));
        }
        HtmlPage.SaveBoth(directory, MarkdownReport.Name, MarkdownReport.Of(outcome));
    }
}
