namespace DkNN.Core;

/// <summary>What one calibration image gave.</summary>
/// <param name="Label">Its true class, at least 0.</param>
/// <param name="Alpha">Its nonconformity with that class, at least 0.</param>
public readonly record struct CalibrationScore(int Label, int Alpha);
