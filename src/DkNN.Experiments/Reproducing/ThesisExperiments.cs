using System.Collections.Immutable;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>
/// The experiments of Topolewski, "Adversarial Attacks on Neural Networks" (University of Sheffield, 2022), chapter 4, each under two threat
/// models: ours, whose pixels stay in [0, 1], and the thesis', whose attack may leave that range and starts from the network's own answer.
/// </summary>
public static class ThesisExperiments
{
    /// <summary>The thesis' greatest budget.</summary>
    private const double Strongest = 0.15;

    private const string BaselineSource = "thesis, figures 4.2 to 4.7 and their text";
    private const string KaggleSource = "thesis, figures 4.8 to 4.10 and their text";

    private static readonly ImmutableArray<double> _epsilons = [.. ExperimentOptions.DefaultEpsilons, 0.2, 0.25, 0.3];

    private static readonly ExperimentOptions _common = new() { Dataset = "mnist", OutOfDistribution = "fashion-mnist", Epsilons = _epsilons };

    /// <summary>All of them, in the order in which they share most.</summary>
    public static ImmutableArray<DeclaredExperiment> All { get; } =
    [
        .. from thesis in new[] { true, false }
           from index in new[] { ExperimentOptions.Auto, "exact", "lsh", "rpforest", "nndescent", "hnsw" }
           select Baseline(index, thesis),
        .. from thesis in new[] { true, false }
           from layers in new[] { "BatchNormOnly", "MaxPoolOnly" }
           from index in new[] { ExperimentOptions.Auto, "nndescent" }
           select Kaggle(layers, index, thesis),
    ];

    /// <summary>Experiments by name, without case; all for none.</summary>
    /// <param name="names">The names.</param>
    /// <exception cref="ExperimentException">There is none of a name; the nearest is suggested.</exception>
    public static ImmutableArray<DeclaredExperiment> Named(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 0 ? All : [.. names.Select(Named).Distinct()];
    }

    /// <summary>The same on built-in digits and a slice of everything, so that every path is gone in minutes; its figures mean nothing.</summary>
    /// <param name="experiment">The experiment.</param>
    public static DeclaredExperiment Quick(DeclaredExperiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment with
        {
            ExpectedAccuracy = 0,
            Options = experiment.Options with
            {
                Dataset = "glyphs", OutOfDistribution = "glyph-letters", Epochs = 1, Limit = 60, Calibration = 100, Neighbors = 15,
            },
        };
    }

    private static DeclaredExperiment Named(string name) =>
        All.FirstOrDefault(experiment => experiment.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ExperimentException($"There is no experiment '{name}'. {NameSuggestion.For(name, All.Select(experiment => experiment.Name))}");

    private static DeclaredExperiment Baseline(string index, bool thesis) => new(
        $"baseline-{index}-{Threat(thesis)}",
        $"Baseline network, {ThreatText(thesis)}",
        index,
        $"three convolutions, all layers, {index} index, {ThreatText(thesis)}",
        Under(thesis, _common with { Index = new PluginChoice(index, ""), Architecture = "mnist-baseline" }),
        0.98,
        !thesis ? [] : index switch
        {
            ExperimentOptions.Auto => BaselineFigures,
            "lsh" =>
            [
                new("DkNN with LSH, clean", 0.985, BaselineSource, Measured.Dknn(0)),
                new("DkNN with LSH, ε = 0.15", 0.5, BaselineSource, Measured.Dknn(Strongest)),
            ],
            "nndescent" => [new("DkNN with the best index, ε = 0.15", 0.61, BaselineSource, Measured.Dknn(Strongest))],
            _ => [],
        });

    private static DeclaredExperiment Kaggle(string layers, string index, bool thesis) => new(
        $"kaggle-{(layers == "BatchNormOnly" ? "norms" : "pools")}-{index}-{Threat(thesis)}",
        $"Kaggle network, {ThreatText(thesis)}",
        $"{layers}, {index}",
        $"five convolutions with batch normalisation, {layers}, {index} index, {ThreatText(thesis)}",
        Under(thesis, _common with { Index = new PluginChoice(index, ""), Architecture = "mnist-kaggle", Layers = layers }),
        0.985,
        thesis && layers == "BatchNormOnly" && index == "nndescent"
            ?
            [
                new("network, clean", 0.995, KaggleSource, Measured.Network(0)),
                new("DkNN on the batch norms, ε = 0.15", 0.87, KaggleSource, Measured.Dknn(Strongest)),
                new("accuracy in the highest bin of credibility, ε = 0.15", 1, KaggleSource, Measured.DknnBin(Strongest, ^1)),
            ]
            : []);

    private static ImmutableArray<PublishedFigure> BaselineFigures =>
    [
        new("network, clean", 0.991, BaselineSource, Measured.Network(0)),
        new("network, ε = 0.15", 0.13, BaselineSource, Measured.Network(Strongest)),
        new("mean softmax confidence, ε = 0.15", 0.84, BaselineSource, Measured.Softmax(Strongest)),
        new("images with 70 to 75 right neighbours at Conv1, clean", 0.8, BaselineSource, Measured.Neighbors(0, "Conv1", ^1)),
        new("images with 70 to 75 right neighbours at Conv1, ε = 0.15", 0.44, BaselineSource, Measured.Neighbors(Strongest, "Conv1", ^1)),
        new("images with 70 to 75 right neighbours at Conv3, clean", 0.98, BaselineSource, Measured.Neighbors(0, "Conv3", ^1)),
        new("images with 0 to 4 right neighbours at Conv3, ε = 0.15", 0.76, BaselineSource, Measured.Neighbors(Strongest, "Conv3", 0)),
        new("accuracy in the lowest bin of credibility, clean", 0.78, BaselineSource, Measured.DknnBin(0, 0)),
        new("accuracy in the highest bin of softmax confidence, ε = 0.15", 0.07, BaselineSource, Measured.NetworkBin(Strongest, ^1)),
        new("accuracy in the lowest bin of credibility, ε = 0.15", 0.33, BaselineSource, Measured.DknnBin(Strongest, 0)),
        new("accuracy in the highest bin of credibility, ε = 0.15", 0.93, BaselineSource, Measured.DknnBin(Strongest, ^1)),
        new("Fashion-MNIST images with a credibility above 0.6", 0.05, BaselineSource, Measured.Trusted),
    ];

    private static ExperimentOptions Under(bool thesis, ExperimentOptions options) =>
        thesis ? options with { PixelRange = new PixelRange(-1, 1), AttackLabel = AttackLabel.Own } : options;

    private static string Threat(bool thesis) => thesis ? "thesis" : "inside";

    private static string ThreatText(bool thesis) => thesis ? "the thesis' attack" : "pixels in [0, 1]";
}
