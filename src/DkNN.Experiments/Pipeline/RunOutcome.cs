namespace DkNN.Experiments;

/// <summary>What a run leaves for the report.</summary>
/// <param name="Results">The content of <c>results.json</c>.</param>
/// <param name="Predictions">The rows of <c>predictions.csv</c>.</param>
/// <param name="Gallery">The first test images at every ε.</param>
public sealed record RunOutcome(RunResults Results, IReadOnlyList<PredictionRow> Predictions, AdversarialGallery Gallery);
