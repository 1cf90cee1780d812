namespace DkNN.Experiments;

/// <summary>What the network and DkNN say of one image: a row of <c>predictions.csv</c>.</summary>
/// <param name="Id">Zero-based position in the data set's original test file.</param>
/// <param name="Epsilon">Budget of the attack; 0 for the clean image.</param>
/// <param name="Label">The true label.</param>
/// <param name="NetworkPrediction">The class with the largest softmax probability.</param>
/// <param name="NetworkConfidence">That probability, from 0 to 1.</param>
/// <param name="DknnPrediction">The class that DkNN predicts.</param>
/// <param name="Credibility">Its largest p-value.</param>
/// <param name="Confidence">1 − its second largest p-value.</param>
/// <param name="Alpha">Nonconformity with every class.</param>
/// <param name="PValues">p-value of every class.</param>
public sealed record PredictionRow(
    int Id,
    double Epsilon,
    int Label,
    int NetworkPrediction,
    double NetworkConfidence,
    int DknnPrediction,
    double Credibility,
    double Confidence,
    IReadOnlyList<int> Alpha,
    IReadOnlyList<double> PValues)
{
    /// <summary>Whether the network predicts the true label.</summary>
    public bool NetworkIsCorrect => NetworkPrediction == Label;

    /// <summary>Whether DkNN predicts the true label.</summary>
    public bool DknnIsCorrect => DknnPrediction == Label;
}
