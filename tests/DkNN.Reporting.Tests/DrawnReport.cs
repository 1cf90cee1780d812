namespace DkNN.Reporting.Tests;

/// <summary>One report with a gallery, drawn once for all tests that only look at it.</summary>
public sealed class DrawnReport : IDisposable
{
    private readonly TemporaryFolder _directory = new();

    public DrawnReport()
    {
        MadeUpRun run = MadeUpRun.Make();
        RunReport.Write(_directory.Path, new(run.Results, run.Gallery, MadeUpExplanations.Make()));
    }

    public string Plots => Path.Combine(_directory.Path, RunReport.PlotsDirectory);

    public string Text => File.ReadAllText(Path.Combine(_directory.Path, RunReport.FileName));

    public string Html => File.ReadAllText(Path.Combine(_directory.Path, RunReport.HtmlName));

    public void Dispose() => _directory.Dispose();
}
