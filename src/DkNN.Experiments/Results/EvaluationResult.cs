using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>What one ε gave: 0 stands for the clean images.</summary>
/// <param name="Epsilon">Budget of the attack, in units of the pixel range [0, 1].</param>
/// <param name="Count">Images evaluated.</param>
/// <param name="Network">The network alone.</param>
/// <param name="Dknn">DkNN.</param>
/// <param name="Perturbation">How far the attack moved the images.</param>
/// <param name="Detection">Telling attacked images that fool the network from the clean ones by credibility.</param>
/// <param name="DetectionSoftmax">The same by the network's softmax confidence.</param>
/// <param name="NeighborCorrectness">How many neighbours have the true label, for every layer.</param>
/// <param name="SelectiveAccuracy">DkNN's accuracy on the images kept as the threshold of credibility rises.</param>
/// <param name="SelectiveAccuracySoftmax">The network's accuracy on the images kept as the threshold of softmax confidence rises.</param>
public sealed record EvaluationResult(
    double Epsilon,
    int Count,
    NetworkResult Network,
    DknnResult Dknn,
    PerturbationResult Perturbation,
    DetectionResult Detection,
    DetectionResult DetectionSoftmax,
    IReadOnlyList<LayerCorrectness> NeighborCorrectness,
    IReadOnlyList<SelectivePoint> SelectiveAccuracy,
    IReadOnlyList<SelectivePoint> SelectiveAccuracySoftmax)
{
    /// <summary>Conformal prediction sets, a level each; none in files from before they were measured.</summary>
    public IReadOnlyList<PredictionSetResult> PredictionSets { get; init; } = [];

    /// <summary>Every score of the run; none in files from before there were scores.</summary>
    public IReadOnlyList<ScoreResult> Scores { get; init; } = [];
}
