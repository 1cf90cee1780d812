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
        new("--out", "-o")
        {
            Description = "The run's directory, new, empty or of a former run, whose files go. "
                + "Default: runs/DATASET-ARCHITECTURE-LAYERS-INDEX-ATTACK, and what is not as by default.",
        };

    private readonly Option<bool> _json = new("--json") { Description = $"Write the content of {ResultsFile.FileName}, and nothing else, to standard output." };
    private readonly Option<int> _seeds = CommonOptions.Preset(
        1, "Repeat the run with so many seeds, from --seed on: a folder each, and means and standard deviations over all.", "--seeds");
    private readonly Option<bool> _noModel = new("--no-model") { Description = "Leave no model in the run's directory." };

    public RunCommand()
        : base("run", "Train, attack, index, calibrate, evaluate and report.")
    {
        _experiment.AddTo(this, _out);
        Options.Add(_seeds);
        Options.Add(_noModel);
        Options.Add(_json);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(
            this,
            ("dknn run", "the built-in synthetic digits, in about a minute"),
            ("dknn run --dataset mnist --ood fashion-mnist", "the paper's experiment at full size"),
            ("dknn run -d mnist -a mnist-kaggle -l BatchNormOnly --epochs 3 --limit 2000", "batch-norm layers only"),
            ("dknn run -d mnist --seeds 5 --no-model", "means and standard deviations over five seeds"),
            ("dknn run --target next --epsilons 0.1,0.3", "a targeted attack with two budgets"),
            ("dknn run --json | jq '.evaluations[].dknn.accuracy'", "the results, for another program"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        int seeds = arguments.GetValue(_seeds);
        if (seeds < 1) throw new ExperimentException($"--seeds is {seeds}, but must be at least 1.");
        var plans = _experiment.Plans(arguments, seeds, cancellationToken);
        var plan = plans.First().Plan;
        string directory = arguments.GetValue(_out)?.FullName
            ?? Path.GetFullPath(Path.Combine("runs", RunName.Of(plan, ExperimentArguments.DefaultsFor(plan.Options.Dataset), seeds)));
        WritableDirectory.Require(directory);
        using var run = RunDirectory.Claim(directory);
        var outcome = new RunWork(arguments, keepModel: !arguments.GetValue(_noModel), cancellationToken).Run(plans, seeds, run);
        if (arguments.GetValue(_json))
        {
            using var output = new StandardOutput();
            ResultsFile.Write(output, outcome.Results);
            return ExitCode.Success;
        }
        ResultsTable.Show(AnsiConsole.Console, outcome);
        bool isStory = plan.Data.Name == GlyphSet.Name && seeds == 1 && !arguments.GetValue(_noModel);
        if (isStory) TellStory(arguments, plan, outcome, run, cancellationToken);
        Console.Out.WriteLine($"Report and pictures: {Path.Combine(directory, RunReport.FileName)}");
        return ExitCode.Success;
    }

    /// <summary>The built-in digits are what a newcomer begins with.</summary>
    private static void TellStory(
        ParseResult arguments, ExperimentPlan plan, RunOutcome outcome, RunDirectory run, CancellationToken cancellationToken)
    {
        var output = AnsiConsole.Console.Profile.Out.Writer;
        run.Announce(RunStory.Files);
        var story = new RunStory(plan, outcome, run.Path);
        using var catalogue = CommonOptions.LoadPlugins(arguments);
        using (var model = DkNNModel.Open(run.Path, catalogue)) story.Tell(model, output, cancellationToken);
        output.WriteLine();
        output.WriteLine("Next:");
        foreach (string command in story.NextCommands(arguments.GetValue(CommonOptions.Plugins), CommonOptions.OpenData(arguments)))
        {
            output.WriteLine($"  {command}");
        }
        output.WriteLine();
    }
}
