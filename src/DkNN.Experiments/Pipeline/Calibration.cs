using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>The calibration set, and where its scores stand.</summary>
internal sealed record Calibration(Artefact Artefact, CalibrationSet Set);
