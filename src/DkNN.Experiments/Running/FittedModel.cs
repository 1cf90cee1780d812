using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>The fitted classifier of a run, and where its parts stand.</summary>
/// <param name="Model">The classifier.</param>
/// <param name="Key">All that determines its answers.</param>
/// <param name="Network">Its network.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Efforts">What efforts were tuned to, by layer; empty where none was asked for.</param>
/// <param name="Calibration">Its calibration images' nonconformity.</param>
/// <param name="SeenCalibration">The calibration images, as they were looked at.</param>
/// <param name="Scores">Its scores; null for none.</param>
internal sealed record FittedModel(
    DkNNModel Model,
    ArtefactKey Key,
    TrainedNetwork Network,
    FittedLayers Layers,
    ImmutableDictionary<Layer, TunedEffort> Efforts,
    CalibrationScores Calibration,
    SeenImages SeenCalibration,
    RunScores? Scores) : IDisposable
{
    public void Dispose()
    {
        Scores?.Dispose();
        Model.Dispose();
    }
}
