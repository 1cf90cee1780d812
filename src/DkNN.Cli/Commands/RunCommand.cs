using System.CommandLine;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Model;
using DkNN.Reporting;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn run</c>: the main job from training to report.</summary>
internal sealed class RunCommand : Command
{
    private readonly ExperimentArguments _experiment = new();

    private readonly Option<DirectoryInfo?> _out =
        new("--out", "-o") { Description = "The run's directory. Default: runs/DATASET-ARCHITECTURE-LAYERS-INDEX-ATTACK." };

    private readonly Option<bool> _noModel = new("--no-model") { Description = "Leave no model in the run's directory." };

    public RunCommand()
        : base("run", "Train, attack, index, calibrate, evaluate and report.")
    {
        _experiment.AddTo(this, _out);
        Options.Add(_noModel);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(
            this,
            ("dknn run", "the built-in synthetic digits, in about a minute"),
            ("dknn run --dataset mnist --ood fashion-mnist", "the paper's experiment at full size"),
            ("dknn run -d mnist -a mnist-kaggle -l BatchNormOnly --epochs 3 --limit 2000", "batch-norm layers only"),
            ("dknn run --target next --epsilons 0.1,0.3", "a targeted attack with two budgets"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Console;
        var plan = _experiment.Plan(arguments, cancellationToken);
        string directory = arguments.GetValue(_out)?.FullName ?? Path.GetFullPath(Path.Combine("runs", DirectoryName(plan)));
        WritableDirectory.Require(directory);

        var outcome = ConsoleProgress.Show(
            progress =>
            {
                using var runner = new StageRunner(CommonOptions.OpenCache(arguments, progress.Warn), progress, cancellationToken);
                return new Experiment(plan, runner).Run(directory, keepModel: !arguments.GetValue(_noModel));
            });
        RunReport.Write(directory, outcome, cancellationToken);
        ResultsTable.Show(console, outcome.Results);
        if (plan.Data.Name == GlyphSet.Name && !arguments.GetValue(_noModel)) TellStory(arguments, plan, outcome, directory, cancellationToken);
        Console.Out.WriteLine($"Report and pictures: {Path.Combine(directory, "report.md")}");
        return ExitCode.Success;
    }

    /// <summary>The built-in digits are what a newcomer begins with.</summary>
    private static void TellStory(
        ParseResult arguments, ExperimentPlan plan, RunOutcome outcome, string directory, CancellationToken cancellationToken)
    {
        var output = AnsiConsole.Console.Profile.Out.Writer;
        var story = new RunStory(plan, outcome, directory);
        using var catalogue = CommonOptions.LoadPlugins(arguments);
        using (var model = DkNNModel.Open(directory, catalogue)) story.Tell(model, output, cancellationToken);
        output.WriteLine();
        output.WriteLine("Next:");
        foreach (string command in story.NextCommands()) output.WriteLine($"  {command}");
        output.WriteLine();
    }

    /// <summary>What tells one run's directory from another's.</summary>
    private static string DirectoryName(ExperimentPlan plan) =>
        string.Join('-', plan.Data.Name, plan.Architecture.Name, plan.Selection.Info.Name, plan.Index.Name, plan.Attack.Name);
}
