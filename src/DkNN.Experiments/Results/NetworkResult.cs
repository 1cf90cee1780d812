using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>The network alone on the images of one ε.</summary>
/// <param name="Accuracy">Share of images classified correctly, from 0 to 1.</param>
/// <param name="MeanConfidence">Mean of the largest softmax probability.</param>
/// <param name="Reliability">Ten bins of softmax confidence.</param>
/// <param name="ExpectedCalibrationError">Expected calibration error of softmax confidence, 15 bins.</param>
public sealed record NetworkResult(
    double Accuracy,
    double MeanConfidence,
    IReadOnlyList<ReliabilityBin> Reliability,
    double ExpectedCalibrationError);
