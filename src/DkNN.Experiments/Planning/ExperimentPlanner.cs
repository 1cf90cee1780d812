using System.Collections.Immutable;
using System.Globalization;
using DkNN.Core;
using DkNN.Data;
using DkNN.Hosting;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>
/// Resolves names and checks options before any work is done. Data sets that are asked for once more, by another seed or experiment, are not
/// read again.
/// </summary>
/// <param name="plugins">The plugins.</param>
/// <param name="data">The data sets.</param>
public sealed class ExperimentPlanner(PluginCatalogue plugins, DataCatalogue data)
{
    private readonly Dictionary<(string Name, PictureOptions Pictures), DataSet> _open = [];

    /// <summary>Resolves an experiment.</summary>
    /// <param name="options">What is asked.</param>
    /// <param name="cancellationToken">Stops the reading of data.</param>
    /// <exception cref="ExperimentException">Options contradict each other, the data or the architecture.</exception>
    /// <exception cref="PluginUnavailableException">A plugin is unknown or failed to load.</exception>
    /// <exception cref="PluginOptionException">An option of a plugin is unknown, malformed or out of range.</exception>
    /// <exception cref="DataSetNotFoundException">A data set is unknown or not there.</exception>
    /// <exception cref="DataFormatException">A data set is damaged.</exception>
    public ExperimentPlan Resolve(ExperimentOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireRanges(options);
        var architecture = plugins.Architecture(options.Architecture);
        var attack = plugins.Attack(options.Attack.Name);
        var selection = Wrapped(() => architecture.Plugin.Selection(options.Layers));
        var configuredAttack = attack.Plugin.Configure(options.Attack.Values());

        bool auto = options.Index.Name == ExperimentOptions.Auto;
        if (auto) options.Index.Values().RequireKnown([]);
        else _ = plugins.Index(options.Index.Name).Plugin.Configure(options.Index.Values());

        var set = Open(options.Dataset, options.Pictures, cancellationToken);
        RequireFit(architecture.Plugin.Architecture, set);
        var goal = Wrapped(() => AttackGoal.Parse(options.Target, set.Classes));
        RequireSizes(options, set);
        var split = Split(options, set.Test).Limit(options.Limit ?? int.MaxValue);
        RequireCalibration(options, split, set);
        var outOfDistribution = options.OutOfDistribution is null
            ? null
            : OpenOutOfDistribution(options.OutOfDistribution, options.Pictures, set, cancellationToken);
        var (indexes, used) = Indexes(options.Index, selection.Info.Layers, options.Conventions.Space, set.Train.Count);
        var scores = new ScorePlanner(plugins).Choose(options.Scores, architecture.Plugin.Architecture);
        return new ExperimentPlan(
            options with
            {
                Epsilons = [.. options.Epsilons.Distinct().Order()],
                BatchSize = options.BatchSize ?? BatchSizes.ForTraining(architecture.Plugin.Architecture),
            },
            set,
            split,
            architecture.Plugin,
            architecture.Source.Sha256,
            selection,
            new PluginSettings(options.Index.Name, auto ? ImmutableDictionary<string, string>.Empty : indexes[0].Index.Options),
            indexes,
            options.TargetRecall ?? (auto ? ExperimentOptions.AutoRecall : null),
            configuredAttack,
            attack.Source.Sha256,
            goal,
            scores,
            outOfDistribution,
            outOfDistribution is null ? [] : FairSample.Draw(outOfDistribution.Test.Count, options.Limit, options.Seeds.Split),
            [Use("architecture", architecture), .. used, Use("attack", attack), .. scores.Select(Use)]);
    }

    private static void RequireCalibration(ExperimentOptions options, CalibrationSplit split, DataSet set)
    {
        if (!options.Conventions.ClassConditional) return;
        bool[] calibrates = new bool[set.Classes];
        foreach (int id in split.Calibration) calibrates[set.Test.Label(id)] = true;
        int empty = Array.IndexOf(calibrates, false);
        if (empty < 0) return;
        throw new ExperimentException(
            $"--conventions: class {empty} has none of the {split.Calibration.Length} calibration images, so that it cannot be judged apart; "
            + "give more --calibration images, or classes=together.");
    }

    private static CalibrationSplit Split(ExperimentOptions options, ImageSet test) => options.Conventions.Calibration switch
    {
        CalibrationDraw.First => CalibrationSplit.First(test.Count, options.Calibration, options.Seeds.Split),
        CalibrationDraw.Random => CalibrationSplit.Random(test.Count, options.Calibration, options.Seeds.Split),
        _ => CalibrationSplit.Stratified(test.Labels, options.Calibration, options.Seeds.Split),
    };

    private static void RequireRanges(ExperimentOptions options)
    {
        foreach (double epsilon in options.Epsilons)
        {
            if (!(epsilon > 0 && epsilon <= 1))
            {
                throw new ExperimentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--epsilons: {epsilon} is out of range; a budget is above 0 and at most 1 (clean images are always evaluated)."));
            }
        }
        if (options.TargetRecall is { } recall && !(recall > 0 && recall <= 1))
        {
            throw new ExperimentException(string.Create(
                CultureInfo.InvariantCulture, $"--target-recall: {recall} is out of range; a recall is above 0 and at most 1."));
        }
        RequireAtLeastOne("--neighbors", options.Neighbors);
        RequireAtLeastOne("--epochs", options.Epochs);
        RequireAtLeastOne("--calibration", options.Calibration);
        RequireAtLeastOne("--limit", options.Limit ?? 1);
        if (options.BatchSize < 2) throw new ExperimentException($"--batch is {options.BatchSize}, but must be at least 2.");
        if (!(options.LearningRate > 0 && double.IsFinite(options.LearningRate)))
        {
            throw new ExperimentException(string.Create(
                CultureInfo.InvariantCulture, $"--learning-rate is {options.LearningRate}, but must be above 0."));
        }
    }

    private static void RequireAtLeastOne(string option, int value)
    {
        if (value < 1) throw new ExperimentException($"{option} is {value}, but must be at least 1.");
    }

    private static void RequireFit(ArchitectureInfo architecture, DataSet set)
    {
        var shape = ImageTensorsOf.Shape(set.Train);
        if (shape != architecture.Input)
        {
            throw new ExperimentException(
                $"--architecture: '{architecture.Name}' takes images of {architecture.Input}, "
                + $"but those of '{set.Name}' are {shape}; {Mend(shape, architecture.Input)}choose another architecture or data set.");
        }
        if (set.Classes < 2)
        {
            throw new ExperimentException(
                $"--dataset: '{set.Name}' has one class only, so that there is nothing to tell apart; give data of two classes or more.");
        }
        if (set.Classes > architecture.Classes)
        {
            throw new ExperimentException(
                $"--architecture: '{architecture.Name}' has {architecture.Classes} classes, "
                + $"but '{set.Name}' has {set.Classes}; choose another architecture or data set.");
        }
    }

    /// <summary>The options that would make images fit, to be followed by another mend; empty where none would.</summary>
    private static string Mend(ImageShape shape, ImageShape wanted)
    {
        if (shape.Channels != wanted.Channels && wanted.Channels != 1) return "";
        var size = new PictureSize(wanted.Width, wanted.Height);
        string gray = shape.Channels == wanted.Channels ? "" : "--gray";
        string resize = (shape.Width, shape.Height) == (wanted.Width, wanted.Height) ? "" : $"--resize {size}";
        return $"have them changed by {string.Join(" ", new[] { gray, resize }.Where(option => option.Length > 0))}, or ";
    }

    private static void RequireSizes(ExperimentOptions options, DataSet set)
    {
        if (options.Neighbors > set.Train.Count)
        {
            throw new ExperimentException(
                $"--neighbors is {options.Neighbors}, but '{set.Name}' has only {set.Train.Count} training images; ask for fewer.");
        }
        if (options.Calibration >= set.Test.Count)
        {
            throw new ExperimentException(
                $"--calibration is {options.Calibration}, but '{set.Name}' has only {set.Test.Count} test images, "
                + "of which some must be left to evaluate; ask for fewer.");
        }
    }

    /// <summary>Every layer's index, and the plugins among them.</summary>
    private static IndexChoice Cheapest(ConfiguredIndex[] offers, int rows, int dimension)
    {
        try
        {
            return IndexChoice.Cheapest(offers, rows, dimension);
        }
        catch (InvalidOperationException problem)
        {
            throw new ExperimentException($"--index: {problem.Message}", problem);
        }
    }

    private (ImmutableArray<LayerIndexChoice> Indexes, IEnumerable<PluginVersion> Used) Indexes(
        PluginChoice asked, ImmutableArray<Layer> layers, SpaceChain space, int rows)
    {
        var used = new SortedDictionary<string, PluginVersion>(StringComparer.Ordinal);
        ConfiguredIndex[] offers =
            [.. plugins.Indexes.Select(offered => offered.Plugin.Configure(OptionValues.None(offered.Plugin.Name)))];
        ImmutableArray<LayerIndexChoice> indexes =
        [
            .. layers.Select(layer =>
            {
                var (choice, why) = (asked, "");
                if (asked.Name == ExperimentOptions.Auto)
                {
                    var cheapest = Cheapest(offers, rows, space.Dimension(layer.Neurons));
                    (choice, why) = (new PluginChoice(cheapest.Index.Name, ""), cheapest.Cost.Reason);
                }
                var loaded = plugins.Index(choice.Name);
                used[choice.Name] = Use("index", loaded);
                return new LayerIndexChoice(loaded.Plugin.Configure(choice.Values()), loaded.Source.Sha256, why);
            }),
        ];
        return (indexes, used.Values);
    }

    private DataSet Open(string name, PictureOptions pictures, CancellationToken cancellationToken)
    {
        if (!_open.TryGetValue((name, pictures), out var set)) _open.Add((name, pictures), set = data.Open(name, pictures, cancellationToken));
        return set;
    }

    private DataSet OpenOutOfDistribution(string name, PictureOptions pictures, DataSet set, CancellationToken cancellationToken)
    {
        var strange = Open(name, pictures, cancellationToken);
        var (shape, wanted) = (ImageTensorsOf.Shape(strange.Test), ImageTensorsOf.Shape(set.Test));
        if (shape != wanted)
        {
            throw new ExperimentException(
                $"--ood: images of '{strange.Name}' are {shape}, but those of '{set.Name}' are {wanted}; {Mend(shape, wanted)}choose another data set.");
        }
        return strange;
    }

    private PluginVersion Use(ScoreChoice score) => Use("score", plugins.Score(score.Score.Name));

    private static PluginVersion Use<TPlugin>(string kind, LoadedPlugin<TPlugin> loaded)
        where TPlugin : Plugin => new(kind, loaded.Plugin.Name, loaded.Source.Version);

    /// <summary>An argument that a person gave is no programming error.</summary>
    private static T Wrapped<T>(Func<T> resolve)
    {
        try
        {
            return resolve();
        }
        catch (ArgumentException problem)
        {
            throw new ExperimentException(ErrorLine.WithoutParameter(problem), problem);
        }
    }
}
