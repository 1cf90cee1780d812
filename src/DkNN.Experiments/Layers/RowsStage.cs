using System.Collections.Immutable;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>
/// Writes the training rows of every selected layer, in one pass through the network: rows are written as far as they are known, and the
/// mean of all, which is known at the end only, is taken off the file. No more than two batches are in memory. What the network itself says
/// of the training images, which scores learn from, is written on the way.
/// </summary>
internal sealed class RowsStage(ExperimentPlan plan, TrainedNetwork network) : IStage<TrainingRows>
{
    private readonly ImmutableArray<Layer> _layers = plan.Selection.Info.Layers;

    public string Name => "extract";

    public ImmutableArray<ArtefactKey> Keys => plan.Scores.IsEmpty ? [.. _layers.Select(Key)] : [.. _layers.Select(Key), OutputsKey];

    private ArtefactKey OutputsKey => Extend(ArtefactKey.Of("outputs").WithCode(typeof(Network).Assembly, typeof(RowsStage).Assembly));

    public void Make(StageWork work)
    {
        using var images = ImageTensorsOf.All(plan.Data.Train);
        int[] missing = [.. work.Missing.Where(place => place < _layers.Length)];
        var fitted = new SpaceFitting(plan, network).Fit(missing, work);
        using var stage = work.Progress.Begin("Extracting training activations", images.Count, "images");
        var writers = missing.ToDictionary(
            place => place,
            place => new LayerRowsWriter(
                work.File(place, LayerRows.RowsFile), plan.Options.Conventions, _layers[place], fitted.GetValueOrDefault(place)));
        using var outputs = work.Wants(_layers.Length) ? new TrainingOutputsWriter(name => work.File(_layers.Length, name)) : null;
        try
        {
            new ActivationBatches(network.Network, plan.Selection, plan.Options.Conventions.Output).ForEach(
                images.Images,
                images.Count,
                (_, layer, activations) =>
                {
                    if (layer == 0) stage.Advance(activations.Length / _layers[layer].Neurons);
                    if (writers.TryGetValue(layer, out var writer)) writer.Append(activations);
                },
                outputs is null ? null : outputs.Append,
                work.CancellationToken);
            outputs?.Complete();
            foreach (var (place, writer) in writers) writer.Complete(work.File(place, LayerRows.SpaceFile), work.CancellationToken);
        }
        finally
        {
            foreach (var writer in writers.Values) writer.Dispose();
        }
    }

    public TrainingRows Load(ImmutableArray<Artefact> artefacts) => new(
        [.. _layers.Select((layer, place) => new LayerRows(layer, artefacts[place]))],
        plan.Scores.IsEmpty ? null : new TrainingOutputs(artefacts[^1]));

    private ArtefactKey Key(Layer layer) =>
        Extend(ArtefactKey.Of("activations").WithCode(typeof(ActivationSpace).Assembly, typeof(RowsStage).Assembly).Called("layer", layer.Name))
            .With("layer", layer.Name)
            .With("space", plan.Options.Conventions.Space.ToString())
            .With("rows", plan.Options.Conventions.Rows.ToString())
            .With("output", layer == plan.Architecture.Architecture.Layers[^1] ? plan.Options.Conventions.Output.ToString() : "")
            .With("fit", plan.Options.Conventions.Space.Projects(layer.Neurons) ? plan.Options.Seeds.Index : 0);

    private ArtefactKey Extend(ArtefactKey key) => key
        .With("network", network.Key)
        .With("images", plan.Data.Train.Fingerprint)
        .With("batch", BatchSizes.ForInference(plan.Architecture.Architecture));
}
