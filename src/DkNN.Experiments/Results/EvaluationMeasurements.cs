namespace DkNN.Experiments;

/// <summary>What an evaluation measures beside the rows of <c>predictions.csv</c>.</summary>
/// <param name="MissingNeighbors">Neighbours that an index did not return, over all images and layers.</param>
/// <param name="Perturbation">How far the attack moved the images.</param>
/// <param name="NeighborCorrectness">How many neighbours have the true label, for every layer.</param>
public sealed record EvaluationMeasurements(
    long MissingNeighbors,
    PerturbationResult Perturbation,
    IReadOnlyList<LayerCorrectness> NeighborCorrectness)
{
    /// <summary>Conformal prediction sets, a level each.</summary>
    public IReadOnlyList<PredictionSetResult> PredictionSets { get; init; } = [];

    /// <summary>Mean time of the search in every layer, in milliseconds an image.</summary>
    public IReadOnlyList<double> SearchMilliseconds { get; init; } = [];
}
