namespace DkNN.Core;

/// <summary>Conventions of the p-value on which published code disagrees. With none set: p = |{ α ∈ A : α ≥ α(z, j) }| / |A|.</summary>
/// <param name="TrimZeros">
/// Drops the scores that are 0 from the calibration set, so that they count neither above nor below, as CleverHans does. It lowers every
/// p-value between 0 and 1 where many scores are 0.
/// </param>
/// <param name="Smoothed">Counts the input itself: p = (1 + count) / (1 + |A|), which is exactly valid and never 0.</param>
public sealed record CalibrationOptions(bool TrimZeros = false, bool Smoothed = false)
{
    /// <summary>Neither trimmed nor smoothed.</summary>
    public static CalibrationOptions Default { get; } = new();
}
