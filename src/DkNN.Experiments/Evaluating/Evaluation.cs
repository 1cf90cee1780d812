using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>Every image's predictions under one budget, or of one data set.</summary>
/// <param name="Path">Their table, with α and p-values.</param>
/// <param name="Predictions">One row an image, in order of ids, without α and p-values.</param>
/// <param name="Measurements">What the rows do not tell.</param>
internal sealed record Evaluation(string Path, IReadOnlyList<PredictionRow> Predictions, EvaluationMeasurements Measurements)
{
    /// <summary>What every score gives, in the order of the rows.</summary>
    public ImmutableArray<ScoreColumn> Scores { get; init; } = [];
}

