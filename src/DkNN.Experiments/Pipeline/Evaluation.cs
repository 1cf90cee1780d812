namespace DkNN.Experiments;

/// <summary>Every image's predictions under one budget, or of one data set.</summary>
/// <param name="Predictions">One row an image, in order of ids.</param>
/// <param name="Measurements">What the rows do not tell.</param>
internal sealed record Evaluation(IReadOnlyList<PredictionRow> Predictions, EvaluationMeasurements Measurements);
