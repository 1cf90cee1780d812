namespace DkNN.Experiments;

/// <summary>Quality and cost of the index of one layer.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Dimension">Floats in a row.</param>
/// <param name="RecallAtK">Share of the true k nearest rows that the index finds, on a sample; null where it was not measured.</param>
/// <param name="BuildSeconds">Seconds to build it.</param>
/// <param name="QueryMillisecondsPerImage">Milliseconds of search per image, in batches over all cores.</param>
/// <param name="Bytes">Bytes on disk of the index and of the rows that it searches.</param>
/// <param name="LoadSeconds">Seconds to load it.</param>
public sealed record IndexResult(
    string Layer,
    int Dimension,
    double? RecallAtK,
    double BuildSeconds,
    double QueryMillisecondsPerImage,
    long Bytes,
    double LoadSeconds);
