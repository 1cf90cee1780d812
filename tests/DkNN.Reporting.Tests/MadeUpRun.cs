using DkNN.Core;
using DkNN.Experiments;
using DkNN.Model;

namespace DkNN.Reporting.Tests;

/// <summary>
/// A run without a network: votes are drawn so that accuracy and credibility fall as ε rises, and everything after the votes is computed
/// as in a real run. Made from one seed, so that its report can be held to a snapshot.
/// </summary>
internal sealed class MadeUpRun
{
    private const int Classes = 10;
    private const int Neighbors = 75;
    private const int Images = 600;

    private static readonly string[] Layers = ["Conv1", "Conv2", "Conv3", "Output"];

    private readonly Random _random = new(1);

    private MadeUpRun()
    {
        CalibrationScore[] scores =
            [.. Enumerable.Range(0, 200).Select(i => new CalibrationScore(i % Classes, Alpha(label: i % Classes, difficulty: 0)[i % Classes]))];
        var set = new CalibrationSet(scores);
        PredictionRow[] clean = Rows(set, 0);
        double[] epsilons = [0, 0.05, 0.1, 0.15];
        Results = new RunResults
        {
            Dataset = "glyphs",
            Architecture = "mnist-baseline",
            Layers = Layers,
            Index = new PluginSettings("hnsw", new Dictionary<string, string> { ["m"] = "16", ["efConstruction"] = "200" }),
            Attack = new PluginSettings("fgsm", new Dictionary<string, string>()),
            Neighbors = Neighbors,
            Seed = 7,
            Split = new SplitSizes(6000, 200, 1800),
            Evaluations = [.. epsilons.Select(epsilon => Evaluation(set, clean, epsilon))],
            Ood = [Foreign(Rows(set, 0.35), clean)],
            Indexes = [.. Layers.Select((layer, i) => new IndexResult(
                layer, 12544 >> (2 * i), 1 - (0.0021 * i), 186.2 / (i + 1), 1.475 / (i + 1), 3L << (20 - i), 0.05)
            {
                Recalls =
                [
                    new("glyphs", 0, 1 - (0.0021 * i)), new("glyphs", 0.15, 0.9975 - (0.003 * i)),
                    new("fashion-mnist", 0, 0.992 - (0.01 * i)),
                ],
            })],
            Stages = [new("train", 61.25, Cached: false), new("index Conv1", 0.004, Cached: true), new("evaluate", 1234.5, Cached: false)],
            PeakMemoryBytes = 1L << 30,
            Drift =
            [
                new("clean", 600, 600, 100, null, [0, -0.5, -1, -1.5]), new("attack", 600, 300, 100, 311, [0, -0.5, 2.5, 9]),
                new("fashion-mnist", 600, 300, 100, 250, [0, 1, 2.5, 9]),
            ],
            Scores =
            [
                new("softmax", "softmax", new Dictionary<string, string>(), "network"),
                new("credibility", "credibility", new Dictionary<string, string>(), "dknn"),
                new("turned_round", "turned_round", new Dictionary<string, string>(), "network"),
            ],
            Program = new ProgramVersion("dknn", "0.1.0"),
            Plugins = [new("architecture", "mnist-baseline", "0.1.0"), new("attack", "fgsm", "0.1.0"), new("index", "hnsw", "1.2.3")],
            Asked = new RunAsked(
                "dknn run -i hnsw:efConstruction=200,m=16 -d '`my_set`' --seed 7", "all", "untargeted", new TrainingResult(8, 500, 0.001),
                new PictureResult(Gray: true, "28x28", Invert: false), Limit: 600),
        };
        Gallery = new AdversarialGallery(
            new ImageShape(1, 28, 28),
            [.. epsilons.Select(epsilon => new GalleryRow(epsilon, [.. Enumerable.Range(0, 8).Select(i => Picture(i, epsilon))]))]);
    }

    public RunResults Results { get; }

    public AdversarialGallery Gallery { get; }

    public static MadeUpRun Make() => new();

    private EvaluationResult Evaluation(CalibrationSet set, PredictionRow[] clean, double epsilon)
    {
        PredictionRow[] rows = epsilon == 0 ? clean : Rows(set, epsilon);
        PerturbationResult moved = epsilon == 0
            ? PerturbationResult.None
            : new(
                epsilon, epsilon * 24.3, 700.25, rows.Count(row => !row.NetworkIsCorrect) / (double)rows.Length,
                epsilon, epsilon * 26, 784);
        LayerCorrectness[] correctness =
            [.. Layers.Select((layer, depth) => new LayerCorrectness(layer, Correctness(epsilon * (depth + 1))))];
        return PredictionSummary.Evaluation(rows, clean, new EvaluationMeasurements(epsilon == 0.15 ? 12 : 0, moved, correctness) { PredictionSets = Sets(rows) }) with
        {
            Scores = ScoreSummary.Attacked(rows, ScoresOf(rows), clean, ScoresOf(clean)),
        };
    }

    private static OodResult Foreign(PredictionRow[] rows, PredictionRow[] clean) =>
        PredictionSummary.OutOfDistribution("fashion-mnist", rows, clean) with { Scores = ScoreSummary.Foreign(ScoresOf(rows), ScoresOf(clean)) };

    private static PredictionSetResult[] Sets(PredictionRow[] rows)
    {
        var meter = new PredictionSetMeter(0.95, Classes);
        foreach (var row in rows) meter.Add(row.Label, [.. row.PValues]);
        var (count, coverage, size) = meter.Of(3);
        return
        [
            new(0.95, meter.Coverage, 0.91, 0.98, meter.MeanSize, meter.EmptyShare, meter.SingleShare,
                [new ClassCoverage(2, 50, 0.9, 1.1, null, null), new ClassCoverage(3, count, coverage, size, 0.8, 1)]),
        ];
    }

    private static ScoreColumn[] ScoresOf(PredictionRow[] rows) =>
    [
        new("softmax", Predictor.Network, [.. rows.Select(row => row.NetworkConfidence)]),
        new("credibility", Predictor.Dknn, [.. rows.Select(row => row.Credibility)]),
        new("turned_round", Predictor.Network, [.. rows.Select(row => -row.NetworkConfidence)]),
    ];

    private PredictionRow[] Rows(CalibrationSet set, double difficulty) => [.. Enumerable.Range(0, Images).Select(id =>
    {
        int label = id % Classes;
        int[] alpha = Alpha(label, difficulty);
        var pValues = new double[Classes];
        ConformalPrediction prediction = set.Predict(alpha, pValues);
        int network = _random.NextDouble() < 0.01 + (difficulty * 4.5) ? (label + 1 + _random.Next(Classes - 1)) % Classes : label;
        double softmax = 1 - (Math.Pow(_random.NextDouble(), 4) * (0.1 + (difficulty * 4)) * 0.6);
        return new PredictionRow(
            id, difficulty, label, network, softmax, prediction.Label, prediction.Credibility, prediction.Confidence, alpha, pValues);
    })];

    /// <summary>The share of votes for the true class falls with difficulty; one other class gains them.</summary>
    private int[] Alpha(int label, double difficulty)
    {
        int all = Neighbors * Layers.Length, rival = (label + 1 + _random.Next(Classes - 1)) % Classes;
        double share = Math.Clamp(
            1.15 - (difficulty * 2.2) - (_random.NextDouble() * _random.NextDouble() * (0.3 + (difficulty * 4))), 0.02, 1);
        int[] alpha = [.. Enumerable.Repeat(all, Classes)];
        alpha[label] = all - (int)(all * share);
        alpha[rival] = (int)(all * share);
        return alpha;
    }

    private int[] Correctness(double difficulty)
    {
        var histogram = new int[NeighborCorrectness.Bins];
        for (int i = 0; i < Images; i++)
        {
            double share = Math.Clamp(1.1 - (_random.NextDouble() * (0.2 + (difficulty * 3))), 0, 1);
            histogram[Math.Min(NeighborCorrectness.Bins - 1, (int)(share * NeighborCorrectness.Bins))]++;
        }
        return histogram;
    }

    /// <summary>A ring that grows with its number, under noise of the budget.</summary>
    private GalleryImage Picture(int number, double epsilon)
    {
        var pixels = new float[28 * 28];
        for (int i = 0; i < pixels.Length; i++)
        {
            double radius = Math.Sqrt(Math.Pow((i % 28) - 13.5, 2) + Math.Pow((i / 28) - 13.5, 2));
            double ink = Math.Abs(radius - 4 - number) < 1.5 ? 1 : 0;
            pixels[i] = (float)Math.Clamp(ink + ((_random.Next(2) - 0.5) * 2 * epsilon), 0, 1);
        }
        bool fooled = epsilon > 0.02 * number;
        return new GalleryImage(
            pixels, number, fooled ? (number + 3) % 10 : number,
            0.99 - epsilon, epsilon > 0.12 && fooled ? 8 : number, Math.Max(0, 0.8 - (epsilon * 5)));
    }
}
