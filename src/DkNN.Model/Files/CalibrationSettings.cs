using DkNN.Core;

namespace DkNN.Model;

/// <summary>Conventions of the p-value that a run used.</summary>
/// <param name="TrimZeros">Whether calibration scores of 0 were dropped.</param>
/// <param name="Smoothed">Whether the input itself was counted.</param>
public sealed record CalibrationSettings(bool TrimZeros, bool Smoothed)
{
    /// <summary>The same as options of a <see cref="CalibrationSet"/>.</summary>
    public CalibrationOptions ToOptions() => new(TrimZeros, Smoothed);
}
