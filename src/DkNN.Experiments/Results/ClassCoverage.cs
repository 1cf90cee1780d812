namespace DkNN.Experiments;

/// <summary>What the conformal prediction sets of one level came to on the images of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Count">Images of it.</param>
/// <param name="Coverage">Share of them whose set holds it.</param>
/// <param name="MeanSize">Mean number of classes in their sets.</param>
/// <param name="ExpectedLow">Least coverage that chance explains, at 99 %; null where classes are not judged apart, and nothing is claimed of each.</param>
/// <param name="ExpectedHigh">Greatest such coverage; null likewise.</param>
public sealed record ClassCoverage(int Class, int Count, double Coverage, double MeanSize, double? ExpectedLow, double? ExpectedHigh);
