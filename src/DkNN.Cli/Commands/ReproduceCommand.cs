using System.CommandLine;
using DkNN.Experiments;
using DkNN.Reporting;
using DkNN.Torch;

namespace DkNN.Cli;

/// <summary><c>dknn reproduce</c>: declared experiments, with published figures beside ours.</summary>
internal sealed class ReproduceCommand : Command
{
    private readonly Argument<string[]> _names =
        new("EXPERIMENT") { Description = "Experiments by name (see 'dknn experiments list'). Default: all.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<bool> _quick =
        new("--quick") { Description = "The built-in digits and a slice of everything: every path in minutes, and figures that mean nothing." };

    private readonly Option<int?> _limit = new("--limit") { Description = "Evaluate only N test images for every ε, and N foreign ones, drawn by seed." };
    private readonly Option<int> _seed = CommonOptions.Preset(0, "The first seed.", "--seed", "-s");
    private readonly Option<int> _seeds = CommonOptions.Preset(1, "Repeat every experiment with so many seeds.", "--seeds");
    private readonly Option<DirectoryInfo> _out = CommonOptions.Preset(
        new DirectoryInfo("reproduction"), "The directory, new, empty or of a former reproduction: a folder for each experiment, and the report.", "--out", "-o");

    public ReproduceCommand()
        : base("reproduce", "Run declared experiments and set published figures beside ours.")
    {
        Arguments.Add(_names);
        foreach (var option in new Option[] { _quick, _limit, _seed, _seeds, _out, CommonOptions.Data, CommonOptions.Cache, CommonOptions.Threads }) Options.Add(option);
        CommonOptions.AddPluginOptions(this);
        Completions.Offer(_names, _ => ThesisExperiments.All.Select(experiment => experiment.Name));
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(
            this,
            ("dknn reproduce --quick", "every experiment on the built-in digits"),
            ("dknn reproduce baseline-auto-thesis baseline-lsh-thesis --limit 2000", "two experiments on a part of MNIST"),
            ("dknn reproduce --seeds 3", "all of them at full size, which takes hours"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        int seeds = arguments.GetValue(_seeds), first = arguments.GetValue(_seed);
        if (seeds < 1) throw new ExperimentException($"--seeds is {seeds}, but must be at least 1.");
        var experiments = ThesisExperiments.Named(arguments.GetValue(_names)!);
        if (arguments.GetValue(_quick)) experiments = [.. experiments.Select(ThesisExperiments.Quick)];
        string directory = arguments.GetValue(_out)!.FullName;
        WritableDirectory.Require(directory);
        LibTorch.KeepFreedMemory();
        CommonOptions.LimitThreads(arguments);
        string command = ShellText.Command(Environment.GetCommandLineArgs().Skip(1));
        var planner = new ExperimentPlanner(CommonOptions.LoadPluginsAloud(arguments), CommonOptions.OpenData(arguments));
        // What cannot be done is told before hours of what can.
        foreach (var experiment in experiments) planner.Resolve(experiment.Options with { Limit = 1 }, cancellationToken);

        using var all = RunDirectory.Claim(directory);
        var work = new RunWork(arguments, keepModel: false, cancellationToken);
        var reproduced = new List<ReproducedExperiment>();
        var runs = new List<RunDirectory>();
        try
        {
            foreach (var (place, experiment) in experiments.Index())
            {
                Console.Error.WriteLine($"Experiment {place + 1} of {experiments.Length}: {experiment.Name}");
                runs.Add(RunDirectory.Claim(all[experiment.Name]));
                var plans = Enumerable.Range(first, seeds).Select(seed => (seed, planner.Resolve(
                    experiment.Options with
                    {
                        Seeds = Seeds.All(seed), Limit = arguments.GetValue(_limit) ?? experiment.Options.Limit, CommandLine = command,
                    },
                    cancellationToken)));
                reproduced.Add(new ReproducedExperiment(experiment, work.Run(plans, seeds, runs[^1])));
            }
            all.Clear();
            ReproductionReport.Write(all, reproduced, command, cancellationToken);
        }
        finally
        {
            foreach (var run in runs) run.Dispose();
        }
        foreach (var one in reproduced.Where(one => !one.IsAsExpected))
        {
            Console.Error.WriteLine($"dknn: {one.Experiment.Name}: the network reads clean images less well than expected; its figures mean nothing.");
        }
        Console.Out.WriteLine($"Report: {Path.Combine(directory, ReproductionReport.FileName)}, {Path.Combine(directory, ReproductionReport.HtmlName)}");
        return ExitCode.Success;
    }
}
