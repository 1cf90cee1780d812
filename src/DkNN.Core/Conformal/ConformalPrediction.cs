namespace DkNN.Core;

/// <summary>What DkNN says of one image.</summary>
/// <param name="Label">The class with the largest p-value; of several, the one with the smaller α, then the smaller class.</param>
/// <param name="Credibility">The largest p-value, from 0 to 1: how well the training data supports the prediction.</param>
/// <param name="Confidence">1 − the second largest p-value, from 0 to 1: how well the other classes are ruled out.</param>
public readonly record struct ConformalPrediction(int Label, double Credibility, double Confidence);
