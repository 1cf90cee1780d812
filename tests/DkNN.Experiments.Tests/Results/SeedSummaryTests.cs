using DkNN.Core;

namespace DkNN.Experiments.Tests;

public sealed class SeedSummaryTests
{
    [Fact]
    public void Means_and_deviations_are_taken_of_every_number_and_what_is_the_same_stays()
    {
        var (mean, deviation) = SeedSummary.Of([4, 9], [Run(0.5, 100, seed: 4), Run(0.7, 103, seed: 9)]);
        Assert.Equal([4, 9], mean.SeedRuns);
        Assert.Equal(0.6, mean.Evaluations[0].Network.Accuracy, 1e-12);
        Assert.Equal(Math.Sqrt(0.02), deviation.Evaluations[0].Network.Accuracy, 1e-12);
        // Whole numbers stay whole.
        Assert.Equal((102, 2), (mean.Evaluations[0].Count, deviation.Evaluations[0].Count));
        Assert.Equal(("set", 75), (deviation.Dataset, deviation.Neighbors));
        Assert.Equal(0.1, deviation.Evaluations[0].Epsilon);
        // Only one of the runs has it, or none.
        Assert.Equal(0.5, mean.Evaluations[0].Detection.Auroc);
        Assert.Null(mean.Evaluations[0].Detection.Aupr);
        Assert.Equal(["train", "evaluate"], mean.Stages.Select(stage => stage.Name));
        Assert.Equal([2, 3], mean.Stages.Select(stage => stage.Seconds));
    }

    [Fact]
    public void Selective_accuracy_is_compared_at_equal_shares_kept()
    {
        var mean = SeedSummary.Of([0, 1], [Run(0.5, 100, seed: 0), Run(0.7, 100, seed: 1)]).Mean.Evaluations[0].SelectiveAccuracy;
        Assert.Equal(Enumerable.Range(0, 40).Select(step => 1 - (step / 40.0)), mean.Select(point => point.ShareKept));
        // Of the first run all are kept or its 50 of 100, of the second all or its 70.
        Assert.Equal((0.5 + 0.7) / 2, mean[0].Accuracy!.Value, 1e-12);
        Assert.Equal((0.5 + 1) / 2, mean[12].Accuracy!.Value, 1e-12);
        Assert.Equal(1, mean[^1].Accuracy!.Value, 1e-12);
    }

    [Fact]
    public void One_run_has_no_deviation() => Assert.Throws<ArgumentException>(() => SeedSummary.Of([0], [Run(0.5, 100, seed: 0)]));

    /// <summary>A run whose right answers are its surest, as many as its accuracy says.</summary>
    internal static RunResults Run(double accuracy, int count, int seed) => new()
    {
        Dataset = "set",
        Architecture = "network",
        Layers = ["Conv1"],
        Index = new("exact", new Dictionary<string, string>()),
        Attack = new("fgsm", new Dictionary<string, string>()),
        Neighbors = 75,
        Seed = seed,
        Split = new SplitSizes(600, 100, count),
        Evaluations =
        [
            new EvaluationResult(
                0.1, count, new NetworkResult(accuracy, 0.9, [], 0), new DknnResult(accuracy, 0.5, 0.5, 0, [], 0), PerturbationResult.None,
                new DetectionResult(seed % 2 == 0 ? 0.5 : null, null, null), new DetectionResult(null, null, null), [],
                [new SelectivePoint(0, 1, accuracy), new SelectivePoint(0.9, accuracy, 1)], []),
        ],
        Ood = [],
        Indexes = [],
        Stages = seed % 2 == 0 ? [new StageResult("train", 4, Cached: false), new("evaluate", 2, Cached: false)] : [new("evaluate", 4, Cached: false)],
        PeakMemoryBytes = 1,
        Program = new("dknn", "1"),
        Plugins = [],
    };
}
