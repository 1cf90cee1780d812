using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>From a plan to a fitted classifier: train, extract, index, tune, calibrate.</summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="runner">Runs the stages, and owns what they open.</param>
internal sealed class ModelFitting(ExperimentPlan plan, StageRunner runner)
{
    /// <summary>The trained network.</summary>
    public TrainedNetwork Network() => runner.Share(new TrainingStage(plan));

    /// <summary>Where every layer's training rows stand.</summary>
    public TrainingRows Rows(TrainedNetwork network) => runner.Run(new RowsStage(plan, network));

    /// <summary>The whole classifier.</summary>
    /// <param name="beforeCalibration">Called once indexes stand as they will be searched.</param>
    public FittedModel Fit(Action<FittedLayers, NeighborSearch> beforeCalibration)
    {
        var network = Network();
        var rows = Rows(network);
        var layers = runner.Share(new IndexStage(plan, rows.Layers));
        layers.ResetEfforts();
        var search = new NeighborSearch(
            network.Network, plan.Selection, [.. layers.Layers.Select(layer => layer.Neighbors)], [.. plan.Data.Train.Labels],
            plan.Data.Classes, plan.Options.Neighbors, plan.Options.Conventions);
        var images = ImageTensorsOf.Some(plan.Data.Test, plan.Split.Calibration.AsSpan());
        try
        {
            var efforts = plan.TargetRecall is { } target
                ? runner.Run(new EffortStage(plan, layers, search, target))
                : ImmutableDictionary<Layer, TunedEffort>.Empty;
            beforeCalibration(layers, search);
            var subject = EvaluationSubject.Of(plan.Data, plan.Split.Calibration, images.Images, SubjectRole.Calibration);
            var seen = new SeenImages(runner, layers, search, subject);
            var calibration = runner.Run(new CalibrationStage(plan, search, seen));
            var model = new DkNNModel(Describe(layers), search, calibration.Under(plan.Options.Conventions), thumbnails: null, search, images);
            var key = KeyOf(network, layers, calibration);
            var scores = rows.Outputs is null
                ? null
                : runner.Run(new ScoreFitStage(plan, network, rows.Outputs, model, key, seen));
            return new FittedModel(model, key, network, layers, efforts, calibration, seen, scores);
        }
        catch
        {
            images.Dispose();
            search.Dispose();
            throw;
        }
    }

    private ArtefactKey KeyOf(TrainedNetwork network, FittedLayers layers, CalibrationScores calibration) =>
        layers.Extend(ArtefactKey.Of("model").WithCode(typeof(CalibrationSet).Assembly, typeof(DkNNModel).Assembly))
            .With("network", network.Key)
            .With("calibration", calibration.Key)
            .With("conventions", plan.Options.Conventions.ToString());

    private ModelDescription Describe(FittedLayers layers) => new()
    {
        Program = ProgramInfo.Current,
        Dataset = plan.Data.Name,
        Architecture = plan.Architecture.Name,
        Fingerprint = plan.Architecture.Architecture.Fingerprint,
        Selection = plan.Selection.Info.Name,
        Image = plan.Architecture.Architecture.Input,
        Classes = plan.Data.Classes,
        ClassNames = plan.Data.ClassNames,
        Neighbors = plan.Options.Neighbors,
        TrainingImages = plan.Data.Train.Count,
        Conventions = plan.Options.Conventions.ToString(),
        Layers = [.. layers.Layers.Select(Describe)],
        Plugins = [.. plan.Plugins.Where(plugin => plugin.Kind is not ("attack" or "score"))],
    };

    private ModelLayer Describe(FittedLayer layer) => new(
        layer.Layer.Name,
        layer.Layer.Neurons,
        layer.Neighbors.Space.Dimension,
        new PluginSettings(layer.Choice.Index.Name, layer.Choice.Index.Options),
        layer.Neighbors.Index.Effort?.Value,
        IndexStage.Origin(plan, layer.Layer, layer.Artefact.Key));
}
