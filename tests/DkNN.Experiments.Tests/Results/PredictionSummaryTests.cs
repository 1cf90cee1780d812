using CsCheck;
using DkNN.Core;

namespace DkNN.Experiments.Tests;

public sealed class PredictionSummaryTests
{
    private static readonly EvaluationMeasurements Measurements = new(3, new PerturbationResult(0.1, 2, 500, 0.4, 0.1, 2.5, 784),
        [new LayerCorrectness("Conv1", [.. Enumerable.Range(0, 15)])]);

    private static PredictionRow Row(
        double epsilon, int label, int network, double softmax, int dknn, double credibility, double confidence, int id = 0) =>
        new(id, epsilon, label, network, softmax, dknn, credibility, confidence, [0, 0], [0, 0]);

    [Fact]
    public void Numbers_of_rows_read_back_are_the_same_to_the_last_bit() =>
        Gen.Select(RandomPredictions.Rows(4, 0), RandomPredictions.Rows(4, 0.1)).Sample((clean, attacked) =>
        {
            using var directory = new TemporaryFolder();
            PredictionsFile.Write(directory["predictions.csv"], 4, [.. clean, .. attacked]);
            IReadOnlyList<PredictionRow> read = PredictionsFile.Read(directory["predictions.csv"]);
            PredictionRow[] cleanRead = [.. read.Where(row => row.Epsilon == 0)], attackedRead = [.. read.Where(row => row.Epsilon == 0.1)];

            Assert.Equivalent(PredictionSummary.Evaluation(attacked, clean, Measurements),
                PredictionSummary.Evaluation(attackedRead, cleanRead, Measurements), strict: true);
            Assert.Equivalent(PredictionSummary.OutOfDistribution("other", attacked, clean),
                PredictionSummary.OutOfDistribution("other", attackedRead, cleanRead), strict: true);
        }, iter: 50);

    [Fact]
    public void Every_number_of_a_small_example_is_right()
    {
        PredictionRow[] clean = [Row(0, 0, 0, 0.9, 0, 1, 1, id: 0), Row(0, 1, 0, 0.6, 1, 0.5, 0.75, id: 1)];
        PredictionRow[] attacked = [Row(0.1, 0, 1, 0.95, 0, 0.25, 0.5, id: 0), Row(0.1, 1, 1, 0.55, 0, 0, 1, id: 1)];

        EvaluationResult result = PredictionSummary.Evaluation(attacked, clean, Measurements);

        Assert.Equal((0.1, 2), (result.Epsilon, result.Count));
        Assert.Equal((0.5, 0.75), (result.Network.Accuracy, result.Network.MeanConfidence));
        Assert.Equal(
            (0.5, 0.125, 0.75, 3),
            (result.Dknn.Accuracy, result.Dknn.MeanCredibility, result.Dknn.MeanConfidence, result.Dknn.MissingNeighbors));
        Assert.Equal(new ReliabilityBin(0.2, 0.3, 1, 1), result.Dknn.Reliability[2]);
        Assert.Equal(new ReliabilityBin(0.9, 1, 1, 0), result.Network.Reliability[9]);
        // Softmax: 0.95 and wrong, 0.55 and right; credibility: 0.25 and right, 0 and wrong.
        Assert.Equal((0.95 + 0.45) / 2, result.Network.ExpectedCalibrationError, 1e-15);
        Assert.Equal(0.75 / 2, result.Dknn.ExpectedCalibrationError, 1e-15);
        // One attacked image fools the network: with credibility 0.25, below the clean one that it gets right; with softmax 0.95, above it.
        Assert.Equal(new DetectionResult(1, 1, 0) { AuprIn = 1, FlaggedAt95Caught = 0 }, result.Detection);
        Assert.Equal(new DetectionResult(0, 0.5, 1) { AuprIn = 0.5, FlaggedAt95Caught = 1 }, result.DetectionSoftmax);
        Assert.Equal([new(0, 1, 0.5), new(0.25, 0.5, 1)], result.SelectiveAccuracy);
        Assert.Equal([new(0, 1, 0.5), new(0.95, 0.5, 0)], result.SelectiveAccuracySoftmax);
        Assert.Same(Measurements.Perturbation, result.Perturbation);
        Assert.Same(Measurements.NeighborCorrectness, result.NeighborCorrectness);
    }

    [Fact]
    public void Images_that_were_wrong_before_the_attack_are_neither_fooled_nor_trusted()
    {
        // Image 1 is wrong both times, with trust that would spoil both sides.
        PredictionRow[] clean = [Row(0, 0, 0, 0.9, 0, 0.9, 1, id: 0), Row(0, 0, 1, 0.1, 0, 0.1, 1, id: 1)];
        PredictionRow[] attacked = [Row(0.1, 0, 1, 0.5, 0, 0.5, 1, id: 0), Row(0.1, 0, 1, 0.99, 0, 0.99, 1, id: 1)];
        EvaluationResult result = PredictionSummary.Evaluation(attacked, clean, Measurements);
        Assert.Equal(new DetectionResult(1, 1, 0) { AuprIn = 1, FlaggedAt95Caught = 0 }, result.Detection);
        Assert.Equal(new DetectionResult(1, 1, 0) { AuprIn = 1, FlaggedAt95Caught = 0 }, result.DetectionSoftmax);
    }

    [Fact]
    public void Clean_images_are_nothing_to_detect()
    {
        PredictionRow[] clean = [Row(0, 0, 1, 0.9, 0, 1, 1)];
        EvaluationResult result = PredictionSummary.Evaluation(clean, clean, Measurements with { Perturbation = PerturbationResult.None });
        Assert.Equal(new DetectionResult(null, null, null), result.Detection);
        Assert.Equal(new DetectionResult(null, null, null), result.DetectionSoftmax);
    }

    [Fact]
    public void An_out_of_distribution_set_is_counted_above_06_and_ranked_against_the_clean_images()
    {
        PredictionRow[] clean = [Row(0, 0, 0, 0.99, 0, 0.7, 1)];
        PredictionRow[] strange =
        [
            Row(0, 5, 1, 0.61, 0, 0.6, 0.5), Row(0, 5, 1, 1, 0, 0.8, 0.5), Row(0, 5, 1, 0.3, 0, 0, 0.5), Row(0, 5, 1, 0.2, 0, 0.1, 0.5),
        ];

        OodResult result = PredictionSummary.OutOfDistribution("fashion", strange, clean);

        Assert.Equal(("fashion", 4), (result.Dataset, result.Count));
        Assert.Equal((0.25, 0.5), (result.ShareCredibilityAbove06, result.ShareSoftmaxAbove06));
        Assert.Equal((0.75, 0.75), (result.Auroc, result.AurocSoftmax));
        Assert.Equal((0.25, 0.25), (result.FprAt95Tpr, result.FprAt95TprSoftmax));
        Assert.Equal((0.375, 0.5275), (result.MeanCredibility, result.MeanSoftmax));
        Assert.Equal([1, 1, 0, 0, 0, 0, 1, 0, 1, 0], result.CredibilityHistogram);
        Assert.Equal([0, 0, 1, 1, 0, 0, 1, 0, 0, 1], result.SoftmaxHistogram);
    }

    [Fact]
    public void No_rows_and_rows_of_several_epsilons_are_refused()
    {
        PredictionRow row = Row(0, 0, 0, 1, 0, 1, 1);
        Assert.Throws<ArgumentException>(() => PredictionSummary.Evaluation([], [row], Measurements));
        Assert.Throws<ArgumentException>(() => PredictionSummary.Evaluation([row, row with { Epsilon = 0.1 }], [row], Measurements));
        Assert.Throws<ArgumentException>(() => PredictionSummary.OutOfDistribution("other", [row], []));
    }
}
