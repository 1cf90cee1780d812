using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>What the conformal prediction sets of one level came to on some images.</summary>
/// <param name="Level">The level, which is the coverage that is claimed of images like those that calibrated.</param>
/// <param name="Coverage">Share of the images whose set holds their class; of foreign images null, for they have none.</param>
/// <param name="ExpectedLow">Least coverage that chance explains where the claim holds, at 99 %.</param>
/// <param name="ExpectedHigh">Greatest such coverage.</param>
/// <param name="MeanSize">Mean number of classes in a set.</param>
/// <param name="EmptyShare">Share of the images whose set is empty.</param>
/// <param name="SingleShare">Share of the images whose set is one class.</param>
/// <param name="Classes">The same of every class that has images; empty of foreign images.</param>
public sealed record PredictionSetResult(
    double Level,
    double? Coverage,
    double ExpectedLow,
    double ExpectedHigh,
    double MeanSize,
    double EmptyShare,
    double SingleShare,
    IReadOnlyList<ClassCoverage> Classes)
{
    /// <summary>Levels that are measured.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0.9, 0.95, 0.99];

    /// <summary>Reads a meter.</summary>
    /// <param name="meter">The images counted.</param>
    /// <param name="calibration">Number of calibration images of every class.</param>
    /// <param name="isClassConditional">Whether each class is judged by its own, so that the claim is made of each.</param>
    /// <param name="isForeign">Whether the images have no class.</param>
    internal static PredictionSetResult Of(PredictionSetMeter meter, IReadOnlyList<int> calibration, bool isClassConditional, bool isForeign)
    {
        var range = CoverageRange.Of(calibration.Sum(), meter.Count, meter.Level);
        return new(
            meter.Level, isForeign ? null : meter.Coverage, range.Low, range.High, meter.MeanSize, meter.EmptyShare, meter.SingleShare,
            isForeign
                ? []
                :
                [
                    .. from label in Enumerable.Range(0, calibration.Count)
                       let own = meter.Of(label)
                       where own.Count > 0
                       let expected = isClassConditional ? CoverageRange.Of(calibration[label], own.Count, meter.Level) : (CoverageRange?)null
                       select new ClassCoverage(label, own.Count, own.Coverage, own.MeanSize, expected?.Low, expected?.High),
                ]);
    }
}
