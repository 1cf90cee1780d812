using System.Collections.Immutable;
using DkNN.Core;
using DkNN.Data;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>What an experiment is asked to do, as a person asks it.</summary>
public sealed record ExperimentOptions
{
    /// <summary>The index name that stands for a choice: every layer gets the plugin that says it costs least.</summary>
    public const string Auto = "auto";

    /// <summary>Recall that the effort of indexes chosen by <see cref="Auto"/> is tuned to, unless another is asked for.</summary>
    public const double AutoRecall = 0.99;

    /// <summary>ε of the thesis: 0.025 to 0.15 in steps of 0.025. The clean images, ε = 0, are always evaluated too.</summary>
    public static ImmutableArray<double> DefaultEpsilons { get; } = [0.025, 0.05, 0.075, 0.1, 0.125, 0.15];

    /// <summary>Name of a data set, or its directory.</summary>
    public string Dataset { get; init; } = "glyphs";

    /// <summary>What to change of the images as they are read, of the foreign ones too.</summary>
    public PictureOptions Pictures { get; init; } = PictureOptions.AsStored;

    /// <summary>Name of an architecture plugin.</summary>
    public string Architecture { get; init; } = "mnist-baseline";

    /// <summary>Name of one of its layer selections.</summary>
    public string Layers { get; init; } = SelectionInfo.All;

    /// <summary>The index plugin and its options; <c>auto</c> chooses one for every layer by its rows.</summary>
    public PluginChoice Index { get; init; } = new(Auto, "");

    /// <summary>
    /// Recall@k in (0, 1] that the effort of approximate indexes is tuned to; null leaves named indexes as their options say, and tunes
    /// those that <c>auto</c> chose to 0.99.
    /// </summary>
    public double? TargetRecall { get; init; }

    /// <summary>The attack plugin and its options.</summary>
    public PluginChoice Attack { get; init; } = new("fgsm", "");

    /// <summary>What the attack is to reach; see <see cref="Torch.AttackGoal.Parse"/>.</summary>
    public string Target { get; init; } = "untargeted";

    /// <summary>The class that the attack starts from.</summary>
    public AttackLabel AttackLabel { get; init; } = AttackLabel.True;

    /// <summary>The range that attacked pixels stay in.</summary>
    public PixelRange PixelRange { get; init; } = PixelRange.Unit;

    /// <summary>Budgets of the attack, each in (0, 1].</summary>
    public ImmutableArray<double> Epsilons { get; init; } = DefaultEpsilons;

    /// <summary>Neighbours a layer, k, at least 1.</summary>
    public int Neighbors { get; init; } = 75;

    /// <summary>Epochs of training, at least 1.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>Images a step of training, at least 2; null for 500, or fewer where the network's layers are large.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Adam's learning rate, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Seeds of everything random.</summary>
    public Seeds Seeds { get; init; } = Seeds.All(0);

    /// <summary>How the network is trained.</summary>
    public TrainingOptions Training => new()
    {
        Epochs = Epochs, BatchSize = BatchSize ?? new TrainingOptions().BatchSize, LearningRate = LearningRate, Seed = Seeds.Training,
    };

    /// <summary>Evaluate only so many test images at every ε, and so many foreign ones; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Name or directory of an out-of-distribution data set; null for none.</summary>
    public string? OutOfDistribution { get; init; }

    /// <summary>The score plugins and their options; null for every one that there is, empty for none.</summary>
    public ImmutableArray<PluginChoice>? Scores { get; init; }

    /// <summary>Calibration images, drawn from the test images, at least 1.</summary>
    public int Calibration { get; init; } = 750;

    /// <summary>All that published code disagrees on, from the space of the rows to the p-value.</summary>
    public Conventions Conventions { get; init; } = Conventions.Thesis;

    /// <summary>The command that asks, as it can be pasted into a shell, for the results; null where a program does.</summary>
    public string? CommandLine { get; init; }
}
