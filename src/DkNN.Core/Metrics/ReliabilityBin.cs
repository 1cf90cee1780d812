namespace DkNN.Core;

/// <summary>One bar of a reliability diagram.</summary>
/// <param name="From">Lower end of the confidences, included.</param>
/// <param name="To">Upper end, excluded; included in the last bin, where it is 1.</param>
/// <param name="Count">Images with such a confidence.</param>
/// <param name="Accuracy">Share of them that are classified correctly, from 0 to 1; null where there are none.</param>
public sealed record ReliabilityBin(double From, double To, int Count, double? Accuracy);
