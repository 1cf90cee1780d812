using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>
/// Computes the numbers of <c>results.json</c> from rows of predictions. Rows that were read back from <c>predictions.csv</c> give the
/// same numbers to the last bit.
/// </summary>
public static class PredictionSummary
{
    private const double HighTrust = 0.6;

    /// <summary>Summarises the images of one ε.</summary>
    /// <param name="rows">The rows of one ε, at least one.</param>
    /// <param name="clean">The rows of the clean images, ε = 0: what attacked images are told from.</param>
    /// <param name="measurements">What the rows do not tell.</param>
    /// <exception cref="ArgumentException">There are no rows, or rows of several ε.</exception>
    public static EvaluationResult Evaluation(
        IReadOnlyList<PredictionRow> rows, IReadOnlyList<PredictionRow> clean, EvaluationMeasurements measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        RequireRows(rows);
        double epsilon = rows[0].Epsilon;
        if (rows.Any(row => row.Epsilon != epsilon))
        {
            throw new ArgumentException($"The rows of ε = {epsilon} include others; summarise one ε at a time.", nameof(rows));
        }

        double[] softmax = Softmax(rows), credibility = Credibility(rows);
        bool[] networkIsCorrect = [.. rows.Select(row => row.NetworkIsCorrect)];
        bool[] dknnIsCorrect = [.. rows.Select(row => row.DknnIsCorrect)];
        // An image that the network got wrong before is neither fooled by the attack nor one to be trusted.
        PredictionRow[] right = [.. clean.Where(row => row.NetworkIsCorrect)];
        HashSet<int> rightBefore = [.. right.Select(row => row.Id)];
        PredictionRow[] fooling = epsilon == 0 ? [] : [.. rows.Where(row => !row.NetworkIsCorrect && rightBefore.Contains(row.Id))];
        return new EvaluationResult(epsilon, rows.Count,
            new NetworkResult(ConfidenceMetrics.Accuracy(networkIsCorrect), ConfidenceMetrics.Mean(softmax),
                ConfidenceMetrics.ReliabilityDiagram(softmax, networkIsCorrect),
                ConfidenceMetrics.ExpectedCalibrationError(softmax, networkIsCorrect)),
            new DknnResult(ConfidenceMetrics.Accuracy(dknnIsCorrect), ConfidenceMetrics.Mean(credibility),
                ConfidenceMetrics.Mean([.. rows.Select(row => row.Confidence)]), measurements.MissingNeighbors,
                ConfidenceMetrics.ReliabilityDiagram(credibility, dknnIsCorrect),
                ConfidenceMetrics.ExpectedCalibrationError(credibility, dknnIsCorrect)),
            measurements.Perturbation,
            DetectionResult.Of(Credibility(right), Credibility(fooling)),
            DetectionResult.Of(Softmax(right), Softmax(fooling)),
            measurements.NeighborCorrectness,
            ConfidenceMetrics.SelectiveAccuracy(credibility, dknnIsCorrect),
            ConfidenceMetrics.SelectiveAccuracy(softmax, networkIsCorrect))
        {
            PredictionSets = measurements.PredictionSets,
        };
    }

    /// <summary>Summarises the images of another data set.</summary>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="rows">The rows of its images, at least one.</param>
    /// <param name="clean">The rows of the clean test images, at least one.</param>
    /// <exception cref="ArgumentException">A side has no rows.</exception>
    public static OodResult OutOfDistribution(string dataset, IReadOnlyList<PredictionRow> rows, IReadOnlyList<PredictionRow> clean)
    {
        RequireRows(rows);
        RequireRows(clean);
        double[] softmax = Softmax(rows), credibility = Credibility(rows);
        RankingMetrics byCredibility = RankingMetrics.Of(Credibility(clean), credibility)!;
        RankingMetrics bySoftmax = RankingMetrics.Of(Softmax(clean), softmax)!;
        return new OodResult(dataset, rows.Count,
            ConfidenceMetrics.ShareAbove(credibility, HighTrust), ConfidenceMetrics.ShareAbove(softmax, HighTrust),
            byCredibility.Auroc, bySoftmax.Auroc,
            byCredibility.AuprOut, bySoftmax.AuprOut,
            byCredibility.FprAt95Tpr, bySoftmax.FprAt95Tpr,
            ConfidenceMetrics.Mean(credibility), ConfidenceMetrics.Mean(softmax),
            ConfidenceMetrics.Histogram(credibility), ConfidenceMetrics.Histogram(softmax));
    }

    private static double[] Softmax(IEnumerable<PredictionRow> rows) => [.. rows.Select(row => row.NetworkConfidence)];

    private static double[] Credibility(IEnumerable<PredictionRow> rows) => [.. rows.Select(row => row.Credibility)];

    private static void RequireRows(IReadOnlyList<PredictionRow> rows)
    {
        if (rows.Count == 0) throw new ArgumentException("There are no predictions to summarise.", nameof(rows));
    }
}
