using System.CommandLine;
using System.Text.Json;
using DkNN.Experiments;
using DkNN.Reporting;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn compare</c>: runs side by side.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Argument<DirectoryInfo[]> _runs =
        new("RUN") { Description = "The directories that runs wrote, two or more.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<DirectoryInfo?> _out = new("--out", "-o")
    {
        Description = $"Write {ComparisonReport.FileName}, {ComparisonReport.HtmlName} and pictures of the curves into this directory, too.",
    };

    public CompareCommand()
        : base("compare", "Show runs side by side: what differs in their settings, and what came of it.")
    {
        Arguments.Add(_runs);
        Options.Add(CommonOptions.Json);
        Options.Add(_out);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(
            this,
            ("dknn compare runs/one runs/other", "two runs, on the terminal"),
            ("dknn compare runs/* --out compared", "all runs, also as a page with their curves"),
            ("dknn compare runs/one runs/other --json", "for another program"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        DirectoryInfo[] given = arguments.GetValue(_runs)!;
        if (given.Length < 2) throw new ExperimentException("compare: one run alone has nothing to be compared with; name two or more.");
        if (given.GroupBy(run => Path.TrimEndingDirectorySeparator(run.FullName)).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ExperimentException($"compare: '{twice.Key}' is given twice; name it once.");
        }
        NamedRun[] runs =
        [
            .. given.Select(run => new NamedRun(NameOf(run, given), ResultsFile.Read(ResultsFile.Require(run.FullName)))),
        ];
        if (arguments.GetValue(_out)?.FullName is { } directory)
        {
            WritableDirectory.Require(directory);
            ComparisonReport.Write(directory, runs, cancellationToken);
            Console.Error.WriteLine($"Page and pictures: {Path.Combine(directory, ComparisonReport.HtmlName)}");
        }
        var (comparison, console) = (RunComparison.Of(runs), AnsiConsole.Console);
        if (arguments.GetValue(CommonOptions.Json))
        {
            console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(comparison, ComparisonJson.Default.RunComparison));
        }
        else
        {
            ComparisonTables.Show(console, comparison);
        }
        return ExitCode.Success;
    }

    /// <summary>The directory's name where no other has it, else the whole path.</summary>
    private static string NameOf(DirectoryInfo run, DirectoryInfo[] all) =>
        all.Count(other => other.Name == run.Name) == 1 ? run.Name : Path.TrimEndingDirectorySeparator(run.FullName);
}
