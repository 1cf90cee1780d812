using CsCheck;
using DkNN.Core;

namespace DkNN.Experiments.Tests;

/// <summary>Rows as the pipeline makes them: predictions follow from random α by a random calibration set.</summary>
internal static class RandomPredictions
{
    private const int Largest = 30;

    /// <summary>Rows of some classes at one ε.</summary>
    public static Gen<PredictionRow[]> Rows(int classes, double epsilon, int least = 1) =>
        Gen.Int[0, Largest].Array[1, 40].SelectMany(scores =>
            Row(new CalibrationSet(scores.Select(score => new CalibrationScore(0, score))), classes, epsilon).Array[least, 30]);

    private static Gen<PredictionRow> Row(CalibrationSet set, int classes, double epsilon) =>
        Gen.Select(
                Gen.Int[0, 9999], Gen.Int[0, classes - 1], Gen.Int[0, classes - 1], Gen.Float[0, 1], Gen.Int[0, Largest + 5].Array[classes])
            .Select((id, label, networkPrediction, networkConfidence, alpha) =>
            {
                var pValues = new double[classes];
                ConformalPrediction prediction = set.Predict(alpha, pValues);
                return new PredictionRow(id, epsilon, label, networkPrediction, networkConfidence, prediction.Label, prediction.Credibility,
                    prediction.Confidence, alpha, pValues);
            });
}
