using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>DkNN on the images of one ε.</summary>
/// <param name="Accuracy">Share of images classified correctly, from 0 to 1.</param>
/// <param name="MeanCredibility">Mean of the largest p-value.</param>
/// <param name="MeanConfidence">Mean of 1 − the second largest p-value.</param>
/// <param name="MissingNeighbors">Neighbours that an index did not return, over all images and layers.</param>
/// <param name="Reliability">Ten bins of credibility.</param>
/// <param name="ExpectedCalibrationError">Expected calibration error of credibility, 15 bins.</param>
public sealed record DknnResult(
    double Accuracy,
    double MeanCredibility,
    double MeanConfidence,
    long MissingNeighbors,
    IReadOnlyList<ReliabilityBin> Reliability,
    double ExpectedCalibrationError);
