using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using DkNN.Core;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Torch;

namespace DkNN.Cli;

/// <summary>The options that say what experiment is meant, of every command that works on one.</summary>
internal sealed class ExperimentArguments
{
    private const string NoData = "none";

    private static readonly ExperimentOptions Defaults = new();

    /// <summary>Three budgets for a first look in a minute: one that few images fall to, one that most do, and one beyond which DkNN's limits show.</summary>
    private static readonly ImmutableArray<double> GlyphEpsilons = [0.05, 0.1, 0.15];

    private readonly Option<string> _dataset =
        CommonOptions.Preset(Defaults.Dataset, "A data set's name (see 'dknn data list') or directory.", "--dataset", "-d");

    private readonly Option<string?> _resize = new("--resize") { Description = "Scale all images to this size, WIDTHxHEIGHT, such as 28x28." };
    private readonly Option<bool> _gray = new("--gray") { Description = "Turn colour to grey." };
    private readonly Option<bool> _invert = new("--invert") { Description = "Exchange dark and light." };

    private readonly Option<string> _architecture = CommonOptions.Preset(Defaults.Architecture, "An architecture plugin.", "--architecture", "-a");
    private readonly Option<string> _layers = CommonOptions.Preset(Defaults.Layers, "One of its layer selections.", "--layers", "-l");
    private readonly Option<string> _index = CommonOptions.Preset(Defaults.Index.Name, "An index plugin, NAME or NAME:option=value,…; auto chooses for every layer.", "--index", "-i");

    private readonly Option<double?> _targetRecall = new("--target-recall")
    {
        CustomParser = CommonOptions.Number,
        Description = "Tune approximate indexes to find this share of the true neighbours. Default: 0.99 with auto, else as their options say."
    };
    private readonly Option<string> _attack = CommonOptions.Preset(Defaults.Attack.Name, "An attack plugin: NAME or NAME:option=value,….", "--attack");

    private readonly Option<string> _target =
        CommonOptions.Preset(Defaults.Target, "What the attack is to reach: untargeted, next, least-likely or a class number.", "--target");

    private readonly Option<AttackLabel> _attackLabel = CommonOptions.Preset(
        Defaults.AttackLabel, "The class that the attack starts from: the true one, or the network's own answer.", "--attack-label");
    private readonly Option<string> _pixelRange = CommonOptions.Preset(
        Defaults.PixelRange.ToString(), "The range that attacked pixels stay in, such as -1,1: wider than that of images, the attack is stronger.", "--pixel-range");

    private readonly Option<string?> _epsilons = new("--epsilons", "-e")
    {
        Description =
            "Attack budgets in (0, 1], joined by commas. Clean images are always evaluated. "
            + $"Default: {Text(GlyphEpsilons)} for {GlyphSet.Name}, else {Text(ExperimentOptions.DefaultEpsilons)}.",
    };

    private readonly Option<int> _neighbors = CommonOptions.Preset(Defaults.Neighbors, "Neighbours a layer.", "--neighbors", "-k");
    private readonly Option<int> _epochs = CommonOptions.Preset(Defaults.Epochs, "Epochs of training.", "--epochs");
    private readonly Option<int> _calibration =
        CommonOptions.Preset(Defaults.Calibration, "Calibration images, drawn from the test images.", "--calibration");
    private readonly Option<int?> _batch = new("--batch") { Description = "Images a step of training. Default: 500, fewer where layers are large." };
    private readonly Option<double> _learningRate = new("--learning-rate")
    {
        Description = "Adam's learning rate.",
        DefaultValueFactory = _ => Defaults.LearningRate,
        CustomParser = argument => CommonOptions.Number(argument) ?? 0,
    };
    private readonly Option<int> _seed = CommonOptions.Preset(0, "Seed of everything random that has no seed of its own.", "--seed", "-s");
    private readonly Option<int?> _trainingSeed = new("--training-seed") { Description = "Seed of weights, order of images and dropout." };
    private readonly Option<int?> _splitSeed = new("--split-seed") { Description = "Seed of the draw of calibration images and of a limit." };
    private readonly Option<int?> _indexSeed = new("--index-seed") { Description = "Seed of the indexes' builds." };
    private readonly Option<int?> _attackSeed = new("--attack-seed") { Description = "Seed of the attack." };
    private readonly Option<int?> _limit =
        new("--limit") { Description = "Evaluate only N test images for every ε, and N foreign ones, drawn by seed." };
    private readonly Option<string?> _ood = new("--ood")
    {
        Description = $"An out-of-distribution data set to tell from the clean images, or {NoData}. Default: {GlyphSet.LettersName} for {GlyphSet.Name}, else none.",
    };
    private readonly Option<string> _conventions = CommonOptions.Preset(
        Defaults.Conventions.Name!,
        $"What published code disagrees on: {string.Join(", ", Conventions.Presets.Keys)}, and changes such as center=before, joined by commas (docs/conventions.md).",
        "--conventions");

    private readonly Option<string[]> _scores = new("--score")
    {
        Description = $"A score that tells trusted images from others, NAME or NAME:option=value,…, or {NoData}; may be repeated. Default: every one there is.",
    };

    private readonly Option<bool> _systemAllocator =
        new("--system-allocator") { Description = "Leave the C library's allocator as it is: less memory, but slower." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command, Option<DirectoryInfo?> output)
    {
        foreach (var option in new Option[]
                 {
                     _dataset, _resize, _gray, _invert, _architecture, _layers, _index, _targetRecall, _attack, _target, _attackLabel, _pixelRange, _epsilons, _neighbors, _epochs, _batch, _learningRate, _calibration,
                     _seed, _trainingSeed, _splitSeed, _indexSeed, _attackSeed, _limit, _ood, _scores, _conventions, CommonOptions.Data, output, CommonOptions.Cache, CommonOptions.Threads, _systemAllocator,
                 })
        {
            command.Options.Add(option);
        }
        CommonOptions.AddPluginOptions(command);
        Completions.Offer(_dataset, Completions.DataSets);
        Completions.Offer(_ood, context => Completions.DataSets(context).Prepend(NoData));
        Completions.Offer(_architecture, Completions.Architectures);
        Completions.Offer(_layers, context => Completions.Selections(context, context.ParseResult.GetValue(_architecture) ?? Defaults.Architecture));
        Completions.Offer(_index, context => Completions.Indexes(context).Prepend(ExperimentOptions.Auto));
        Completions.Offer(_attack, Completions.Attacks);
        Completions.Offer(_scores, context => Completions.Scores(context).Prepend(NoData));
        Completions.Offer(_conventions, _ => Conventions.Presets.Keys);
    }

    /// <summary>Resolves what is asked, with the allocator set for it.</summary>
    /// <exception cref="ExperimentException">Options contradict each other, the data or the architecture.</exception>
    public ExperimentPlan Plan(ParseResult arguments, CancellationToken cancellationToken) => Plans(arguments, seeds: 1, cancellationToken).First().Plan;

    /// <summary>
    /// Resolves what is asked, once for each of some consecutive seeds: the first at once, the others when their turn comes. Seeds that were
    /// given by name stay as they are.
    /// </summary>
    /// <exception cref="ExperimentException">Options contradict each other, the data or the architecture.</exception>
    public IEnumerable<(int Seed, ExperimentPlan Plan)> Plans(ParseResult arguments, int seeds, CancellationToken cancellationToken)
    {
        if (!arguments.GetValue(_systemAllocator)) LibTorch.KeepFreedMemory();
        CommonOptions.LimitThreads(arguments);
        var options = Asked(arguments);
        var catalogue = CommonOptions.LoadPluginsAloud(arguments);
        var planner = new ExperimentPlanner(catalogue, CommonOptions.OpenData(arguments));
        var plan = planner.Resolve(options, cancellationToken);
        foreach (var set in new[] { plan.Data, plan.OutOfDistribution }.OfType<DataSet>())
        {
            foreach (string note in set.Notes) Console.Error.WriteLine($"dknn: {set.Name}: {note}");
        }
        int first = arguments.GetValue(_seed);
        return Enumerable.Range(first + 1, seeds - 1)
            .Select(seed => (seed, planner.Resolve(options with { Seeds = SeedsOf(arguments, seed) }, cancellationToken)))
            .Prepend((first, plan));
    }

    /// <summary>What an experiment is where nothing but the data set is given.</summary>
    public static ExperimentOptions DefaultsFor(string dataset) => dataset == GlyphSet.Name
        ? Defaults with { Epsilons = GlyphEpsilons, OutOfDistribution = GlyphSet.LettersName }
        : Defaults with { Dataset = dataset };

    private ExperimentOptions Asked(ParseResult arguments) => new()
    {
        Dataset = arguments.GetValue(_dataset)!,
        Pictures = new PictureOptions(arguments.GetValue(_gray), arguments.GetValue(_resize) is { } size ? Read("--resize", size, PictureSize.Parse) : null, arguments.GetValue(_invert)),
        Architecture = arguments.GetValue(_architecture)!,
        Layers = arguments.GetValue(_layers)!,
        Index = PluginChoice.Parse(arguments.GetValue(_index)!),
        TargetRecall = arguments.GetValue(_targetRecall),
        Attack = PluginChoice.Parse(arguments.GetValue(_attack)!),
        Target = arguments.GetValue(_target)!,
        AttackLabel = arguments.GetValue(_attackLabel),
        PixelRange = Read("--pixel-range", arguments.GetValue(_pixelRange)!, PixelRange.Parse),
        Epsilons = Epsilons(arguments),
        Neighbors = arguments.GetValue(_neighbors),
        Epochs = arguments.GetValue(_epochs),
        Calibration = arguments.GetValue(_calibration),
        BatchSize = arguments.GetValue(_batch),
        LearningRate = arguments.GetValue(_learningRate),
        Seeds = SeedsOf(arguments, arguments.GetValue(_seed)),
        Limit = arguments.GetValue(_limit),
        OutOfDistribution = OutOfDistribution(arguments),
        Scores = Scores(arguments.GetValue(_scores)),
        Conventions = Read("--conventions", arguments.GetValue(_conventions)!, Conventions.Parse),
        CommandLine = ShellText.Command(Environment.GetCommandLineArgs().Skip(1)),
    };

    private string? OutOfDistribution(ParseResult arguments) => arguments.GetValue(_ood) switch
    {
        NoData => null,
        null => DefaultsFor(arguments.GetValue(_dataset)!).OutOfDistribution,
        var asked => asked,
    };

    private static ImmutableArray<PluginChoice>? Scores(string[]? asked) => asked switch
    {
        null or [] => null,
        [NoData] => [],
        _ => [.. asked.Select(PluginChoice.Parse)],
    };

    private static T Read<T>(string option, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException problem)
        {
            throw new ExperimentException($"{option}: {problem.Message}", problem);
        }
    }

    private Seeds SeedsOf(ParseResult arguments, int all) => new(
        arguments.GetValue(_trainingSeed) ?? all, arguments.GetValue(_splitSeed) ?? all,
        arguments.GetValue(_indexSeed) ?? all, arguments.GetValue(_attackSeed) ?? all);

    private ImmutableArray<double> Epsilons(ParseResult arguments) => arguments.GetValue(_epsilons) is { } text
        ? Epsilons(text)
        : DefaultsFor(arguments.GetValue(_dataset)!).Epsilons;

    private static string Text(ImmutableArray<double> epsilons) =>
        string.Join(',', epsilons.Select(epsilon => epsilon.ToString(CultureInfo.InvariantCulture)));

    private static ImmutableArray<double> Epsilons(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double epsilon)
                ? epsilon
                : throw new ExperimentException($"--epsilons: '{part}' is no number; write budgets such as 0.1,0.15.")),
    ];
}
