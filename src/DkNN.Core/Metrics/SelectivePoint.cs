namespace DkNN.Core;

/// <summary>What remains when images below a threshold are refused.</summary>
/// <param name="Threshold">Images whose confidence is at least this are kept.</param>
/// <param name="ShareKept">Share of the images that are kept, from 0 to 1.</param>
/// <param name="Accuracy">Share of the kept images that are classified correctly, from 0 to 1; null in files of before, where none is kept.</param>
public sealed record SelectivePoint(double Threshold, double ShareKept, double? Accuracy);
