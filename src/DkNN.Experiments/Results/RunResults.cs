namespace DkNN.Experiments;

/// <summary>
/// Everything that a run measured: the content of <c>results.json</c>, schema 1. The names in the file are fixed, since outside tools
/// read them; fields may be added. docs/results.md explains each.
/// </summary>
public sealed record RunResults
{
    /// <summary>The schema that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the file's layout.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>Name of the network's architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The selected layers, from input to output.</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    /// <summary>The index that searched every layer.</summary>
    public required PluginSettings Index { get; init; }

    /// <summary>Recall that the indexes' efforts were tuned to; null where they stood as their options say.</summary>
    public double? TargetRecall { get; init; }

    /// <summary>The attack.</summary>
    public required PluginSettings Attack { get; init; }

    /// <summary>Neighbours k per layer.</summary>
    public required int Neighbors { get; init; }

    /// <summary>Seed of the training, and of everything else random where <see cref="Seeds"/> does not say otherwise.</summary>
    public required int Seed { get; init; }

    /// <summary>The seeds told apart; null in files from before they were.</summary>
    public Seeds? Seeds { get; init; }

    /// <summary>The seeds of the runs that the numbers are means over; empty for one run.</summary>
    public IReadOnlyList<int> SeedRuns { get; init; } = [];

    /// <summary>Shape of an image, "CxHxW"; null in files from before it was kept.</summary>
    public string? Image { get; init; }

    /// <summary>How many images of the data set were used for what.</summary>
    public required SplitSizes Split { get; init; }

    /// <summary>One evaluation for every ε, in ascending order, the clean images (ε = 0) first.</summary>
    public required IReadOnlyList<EvaluationResult> Evaluations { get; init; }

    /// <summary>One entry for every out-of-distribution data set.</summary>
    public required IReadOnlyList<OodResult> Ood { get; init; }

    /// <summary>Quality and cost of the index of every layer.</summary>
    public required IReadOnlyList<IndexResult> Indexes { get; init; }

    /// <summary>The pipeline's stages in the order in which they ran.</summary>
    public required IReadOnlyList<StageResult> Stages { get; init; }

    /// <summary>Largest resident memory of the process, in bytes.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>The conventions, as <see cref="Core.Conventions"/> write them; those of the thesis in files from before there were others.</summary>
    public string Conventions { get; init; } = Core.Conventions.Thesis.ToString();

    /// <summary>The scores, in the order of the evaluations'; none in files from before there were scores.</summary>
    public IReadOnlyList<ScoreSettings> Scores { get; init; } = [];

    /// <summary>Streams that a martingale watched; none in files from before there were any.</summary>
    public IReadOnlyList<DriftResult> Drift { get; init; } = [];

    /// <summary>The program that made the run.</summary>
    public required ProgramVersion Program { get; init; }

    /// <summary>Every plugin used.</summary>
    public required IReadOnlyList<PluginVersion> Plugins { get; init; }

    /// <summary>What else was asked; null in files from before it was kept.</summary>
    public RunAsked? Asked { get; init; }

    /// <summary>What the run was made of, by content; null in files from before it was kept.</summary>
    public RunFingerprints? Fingerprints { get; init; }
}
