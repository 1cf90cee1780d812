using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>Everything that a run made.</summary>
/// <param name="Fitted">The fitted model.</param>
/// <param name="Recalls">For clean, attacked and foreign images, the recall of every layer.</param>
/// <param name="Evaluations">The evaluations of every ε, clean first.</param>
/// <param name="Foreign">That of the foreign images; null where there were none.</param>
/// <param name="Drift">Streams that a martingale watched.</param>
/// <param name="Gallery">The first test images at every ε.</param>
/// <param name="Explanations">Some images explained.</param>
internal sealed record RunParts(
    FittedModel Fitted,
    IReadOnlyList<ImmutableArray<RecallResult>> Recalls,
    IReadOnlyList<Evaluation> Evaluations,
    Evaluation? Foreign,
    ImmutableArray<DriftResult> Drift,
    AdversarialGallery Gallery,
    RunExplanations Explanations);
