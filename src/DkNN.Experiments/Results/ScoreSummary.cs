using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>
/// Computes what <c>results.json</c> says of scores. Numbers that were read back from <c>scores.csv</c> and <c>predictions.csv</c> give the
/// same to the last bit.
/// </summary>
public static class ScoreSummary
{
    /// <summary>Of the images of one ε.</summary>
    /// <param name="rows">Their predictions, at least one; those of the clean images themselves, too.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="clean">The clean images' predictions.</param>
    /// <param name="cleanScores">The clean images' scores, the same ones in the same order.</param>
    public static IReadOnlyList<ScoreResult> Attacked(
        IReadOnlyList<PredictionRow> rows, IReadOnlyList<ScoreColumn> scores,
        IReadOnlyList<PredictionRow> clean, IReadOnlyList<ScoreColumn> cleanScores)
    {
        ArgumentNullException.ThrowIfNull(rows);
        // As detection by credibility: an image that the network got wrong before is neither fooled by the attack nor one to be trusted.
        int[] right = Places(clean, row => row.NetworkIsCorrect);
        HashSet<int> rightBefore = [.. right.Select(place => clean[place].Id)];
        int[] fooling = rows[0].Epsilon == 0 ? [] : Places(rows, row => !row.NetworkIsCorrect && rightBefore.Contains(row.Id));
        return
        [
            .. scores.Zip(cleanScores, (score, before) => new ScoreResult(
                score.Label,
                ConfidenceMetrics.Mean(score.Values.AsSpan()),
                DetectionResult.Of(At(before.Values, right), At(score.Values, fooling)),
                ConfidenceMetrics.SelectiveAccuracy(score.Values.AsSpan(), Correct(rows, score.Judges), lowest: null))),
        ];
    }

    /// <summary>Of the images of another data set.</summary>
    /// <param name="scores">Their scores.</param>
    /// <param name="cleanScores">The clean test images' scores, the same ones in the same order.</param>
    public static IReadOnlyList<ScoreResult> Foreign(IReadOnlyList<ScoreColumn> scores, IReadOnlyList<ScoreColumn> cleanScores) =>
    [
        .. scores.Zip(cleanScores, (score, known) => new ScoreResult(
            score.Label,
            ConfidenceMetrics.Mean(score.Values.AsSpan()),
            DetectionResult.Of(known.Values.AsSpan(), score.Values.AsSpan()),
            [])),
    ];

    private static bool[] Correct(IReadOnlyList<PredictionRow> rows, Predictor judged) =>
        [.. rows.Select(row => judged == Predictor.Dknn ? row.DknnIsCorrect : row.NetworkIsCorrect)];

    private static int[] Places(IReadOnlyList<PredictionRow> rows, Func<PredictionRow, bool> isMeant) =>
        [.. Enumerable.Range(0, rows.Count).Where(place => isMeant(rows[place]))];

    private static double[] At(ImmutableArray<double> values, int[] places) => [.. places.Select(place => values[place])];
}
