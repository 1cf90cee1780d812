using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Reporting;
using DkNN.Torch;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn run</c>: the main job from training to report.</summary>
internal sealed class RunCommand : Command
{
    private static readonly ExperimentOptions Defaults = new();

    private readonly Option<string> _dataset =
        Preset(Defaults.Dataset, "A data set's name (see 'dknn data list') or directory.", "--dataset", "-d");

    private readonly Option<string> _architecture = Preset(Defaults.Architecture, "An architecture plugin.", "--architecture", "-a");
    private readonly Option<string> _layers = Preset(Defaults.Layers, "One of its layer selections.", "--layers", "-l");
    private readonly Option<string> _index = Preset(Defaults.Index.Name, "An index plugin: NAME or NAME:option=value,….", "--index", "-i");
    private readonly Option<string> _attack = Preset(Defaults.Attack.Name, "An attack plugin: NAME or NAME:option=value,….", "--attack");

    private readonly Option<string> _target =
        Preset(Defaults.Target, "What the attack is to reach: untargeted, next, least-likely or a class number.", "--target");

    private readonly Option<string> _epsilons = Preset(
        string.Join(',', Defaults.Epsilons.Select(epsilon => epsilon.ToString(CultureInfo.InvariantCulture))),
        "Attack budgets in (0, 1], joined by commas. Clean images are always evaluated.",
        "--epsilons",
        "-e");

    private readonly Option<int> _neighbors = Preset(Defaults.Neighbors, "Neighbours a layer.", "--neighbors", "-k");
    private readonly Option<int> _epochs = Preset(Defaults.Epochs, "Epochs of training.", "--epochs");
    private readonly Option<int> _calibration =
        Preset(Defaults.Calibration, "Calibration images, drawn from the test images.", "--calibration");
    private readonly Option<int> _seed = Preset(Defaults.Seed, "Seed of everything random.", "--seed", "-s");
    private readonly Option<int?> _limit = new("--limit") { Description = "Evaluate only the first N test images, for every ε." };
    private readonly Option<string?> _ood = new("--ood") { Description = "An out-of-distribution data set to tell from the clean images." };
    private readonly Option<bool> _trimZeros = new("--trim-zeros")
    {
        Description = "Drop the leading zeros of the calibration scores, as CleverHans does."
    };
    private readonly Option<bool> _smoothed = new("--smoothed") { Description = "Smooth the p-values: (1 + count) / (1 + |A|)." };

    private readonly Option<DirectoryInfo?> _out =
        new("--out", "-o") { Description = "The run's directory. Default: runs/DATASET-ARCHITECTURE-LAYERS-INDEX-ATTACK." };

    private readonly Option<DirectoryInfo?> _cache =
        new("--cache") { Description = "Where artefacts are kept between runs. Default: the user's cache." };

    private readonly Option<bool> _systemAllocator =
        new("--system-allocator") { Description = "Leave the C library's allocator as it is: less memory, but slower." };

    public RunCommand()
        : base("run", "Train, attack, index, calibrate, evaluate and report.")
    {
        foreach (var option in new Option[]
                 {
                     _dataset, _architecture, _layers, _index, _attack, _target, _epsilons, _neighbors, _epochs, _calibration,
                     _seed, _limit, _ood, _trimZeros, _smoothed, CommonOptions.Data, _out, _cache, _systemAllocator,
                 })
        {
            Options.Add(option);
        }
        CommonOptions.AddPluginOptions(this);
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
        if (!arguments.GetValue(_systemAllocator)) LibTorch.KeepFreedMemory();
        var console = AnsiConsole.Console;
        var options = Asked(arguments);
        var catalogue = CommonOptions.LoadPlugins(arguments);
        foreach (var failure in catalogue.Failures) Console.Error.WriteLine($"dknn: plugin left out: {failure}");
        var plan = new ExperimentPlanner(catalogue, CommonOptions.OpenData(arguments)).Resolve(options, cancellationToken);
        string directory = arguments.GetValue(_out)?.FullName ?? Path.GetFullPath(Path.Combine("runs", DirectoryName(plan)));
        WritableDirectory.Require(directory);

        var outcome = ConsoleProgress.Show(console, progress =>
        {
            var cache = new ArtefactCache(arguments.GetValue(_cache)?.FullName ?? UserCache.Folder("artefacts"), progress.Warn);
            return new Experiment(plan, cache, progress, cancellationToken).Run(directory);
        });
        RunReport.Write(directory, outcome.Results, outcome.Gallery, cancellationToken);
        ResultsTable.Show(console, outcome.Results);
        console.WriteLine($"Report and pictures: {Path.Combine(directory, "report.md")}");
        return ExitCode.Success;
    }

    private ExperimentOptions Asked(ParseResult arguments) => new()
    {
        Dataset = arguments.GetValue(_dataset)!,
        Architecture = arguments.GetValue(_architecture)!,
        Layers = arguments.GetValue(_layers)!,
        Index = PluginChoice.Parse(arguments.GetValue(_index)!),
        Attack = PluginChoice.Parse(arguments.GetValue(_attack)!),
        Target = arguments.GetValue(_target)!,
        Epsilons = Epsilons(arguments.GetValue(_epsilons)!),
        Neighbors = arguments.GetValue(_neighbors),
        Epochs = arguments.GetValue(_epochs),
        Calibration = arguments.GetValue(_calibration),
        Seed = arguments.GetValue(_seed),
        Limit = arguments.GetValue(_limit),
        OutOfDistribution = arguments.GetValue(_ood),
        TrimZeros = arguments.GetValue(_trimZeros),
        Smoothed = arguments.GetValue(_smoothed),
    };

    private static ImmutableArray<double> Epsilons(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double epsilon)
                ? epsilon
                : throw new ExperimentException($"--epsilons: '{part}' is no number; write budgets such as 0.1,0.15.")),
    ];

    /// <summary>What tells one run's directory from another's.</summary>
    private static string DirectoryName(ExperimentPlan plan) =>
        string.Join('-', plan.Data.Name, plan.Architecture.Name, plan.Selection.Info.Name, plan.Index.Name, plan.Attack.Name);

    private static Option<T> Preset<T>(T value, string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, DefaultValueFactory = _ => value };
}
