using System.CommandLine;
using DkNN.Experiments;
using DkNN.Reporting;

namespace DkNN.Cli;

/// <summary><c>dknn report</c>: a run's report once more, from its directory alone.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<DirectoryInfo> _directory = new("DIR") { Description = "The directory that a run wrote." };

    public ReportCommand()
        : base("report", "Write a run's report and pictures anew, from the run's directory alone.")
    {
        Arguments.Add(_directory);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(this, ("dknn report runs/mnist", "report.md, report.html and plots/, where they were lost or are of an older program"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        string directory = arguments.GetValue(_directory)!.FullName;
        using var run = RunDirectory.Open(directory);
        RunReport.Write(run, RunOutcome.Read(directory), cancellationToken);
        Console.Out.WriteLine($"Report and pictures: {Path.Combine(directory, RunReport.FileName)}, {Path.Combine(directory, RunReport.HtmlName)}");
        return ExitCode.Success;
    }
}
