namespace DkNN.Experiments;

/// <summary>What an index finds for some images.</summary>
/// <param name="Dataset">The data set that the images are from.</param>
/// <param name="Epsilon">Budget of the attack on them; 0 for images as they are.</param>
/// <param name="RecallAtK">Share of the true k nearest rows that the index finds, on a sample.</param>
public sealed record RecallResult(string Dataset, double Epsilon, double RecallAtK);
