using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>
/// Writes the training rows of every selected layer, in one pass through the network: rows are written as far as they are known, and the
/// mean of all, which is known at the end only, is taken off the file. No more than two batches are in memory.
/// </summary>
internal sealed class RowsStage(ExperimentPlan plan, TrainedNetwork network) : IStage<ImmutableArray<LayerRows>>
{
    private readonly ImmutableArray<Layer> _layers = plan.Selection.Info.Layers;

    public string Name => "extract";

    public ImmutableArray<ArtefactKey> Keys => [.. _layers.Select(Key)];

    public void Make(StageWork work)
    {
        using var images = ImageTensorsOf.All(plan.Data.Train);
        var fitted = new SpaceFitting(plan, network).Fit(work.Missing, work);
        using var stage = work.Progress.Begin("Extracting training activations", images.Count, "images");
        var writers = work.Missing.ToDictionary(
            place => place,
            place => new LayerRowsWriter(
                work.File(place, LayerRows.RowsFile), plan.Options.Conventions, _layers[place], fitted.GetValueOrDefault(place)));
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
                logits: null,
                work.CancellationToken);
            foreach (var (place, writer) in writers) writer.Complete(work.File(place, LayerRows.SpaceFile), work.CancellationToken);
        }
        finally
        {
            foreach (var writer in writers.Values) writer.Dispose();
        }
    }

    public ImmutableArray<LayerRows> Load(ImmutableArray<Artefact> artefacts) =>
        [.. artefacts.Select((artefact, place) => new LayerRows(_layers[place], artefact))];

    private ArtefactKey Key(Layer layer) =>
        ArtefactKey.Of("activations")
            .WithCode(typeof(ActivationSpace).Assembly, typeof(RowsStage).Assembly)
            .Called("layer", layer.Name)
            .With("network", network.Key)
            .With("images", plan.Data.Train.Fingerprint)
            .With("layer", layer.Name)
            .With("batch", BatchSizes.ForInference(plan.Architecture.Architecture))
            .With("space", plan.Options.Conventions.Space.ToString())
            .With("rows", plan.Options.Conventions.Rows.ToString())
            .With("output", layer == plan.Architecture.Architecture.Layers[^1] ? plan.Options.Conventions.Output.ToString() : "")
            .With("fit", plan.Options.Conventions.Space.Projects(layer.Neurons) ? plan.Options.Seeds.Index : 0);
}
