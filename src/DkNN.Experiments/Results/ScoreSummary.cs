using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>Computes what <c>results.json</c> says of scores.</summary>
internal static class ScoreSummary
{
    /// <summary>Of the images of one ε.</summary>
    /// <param name="images">The images; the clean ones themselves, too.</param>
    /// <param name="clean">The clean images.</param>
    public static IReadOnlyList<ScoreResult> Attacked(Evaluation images, Evaluation clean)
    {
        // As detection by credibility: an image that the network got wrong before is neither fooled by the attack nor one to be trusted.
        int[] right = Places(clean, row => row.NetworkIsCorrect);
        HashSet<int> rightBefore = [.. right.Select(place => clean.Predictions[place].Id)];
        int[] fooling = images.Predictions[0].Epsilon == 0
            ? []
            : Places(images, row => !row.NetworkIsCorrect && rightBefore.Contains(row.Id));
        return
        [
            .. images.Scores.Zip(clean.Scores, (score, before) => new ScoreResult(
                score.Label,
                ConfidenceMetrics.Mean(score.Values.AsSpan()),
                DetectionResult.Of(At(before.Values, right), At(score.Values, fooling)),
                ConfidenceMetrics.SelectiveAccuracy(score.Values.AsSpan(), Correct(images, score.Judges), lowest: null))),
        ];
    }

    /// <summary>Of the images of another data set.</summary>
    /// <param name="images">The images.</param>
    /// <param name="clean">The clean test images.</param>
    public static IReadOnlyList<ScoreResult> Foreign(Evaluation images, Evaluation clean) =>
    [
        .. images.Scores.Zip(clean.Scores, (score, known) => new ScoreResult(
            score.Label,
            ConfidenceMetrics.Mean(score.Values.AsSpan()),
            DetectionResult.Of(known.Values.AsSpan(), score.Values.AsSpan()),
            [])),
    ];

    private static bool[] Correct(Evaluation images, Predictor judged) =>
        [.. images.Predictions.Select(row => judged == Predictor.Dknn ? row.DknnIsCorrect : row.NetworkIsCorrect)];

    private static int[] Places(Evaluation images, Func<PredictionRow, bool> isMeant) =>
        [.. Enumerable.Range(0, images.Predictions.Count).Where(place => isMeant(images.Predictions[place]))];

    private static double[] At(ImmutableArray<double> values, int[] places) => [.. places.Select(place => values[place])];
}
