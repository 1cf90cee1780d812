using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Writes the training rows of every selected layer. Two passes through the network: one for the mean, one for the rows, so that no row
/// is kept in memory and none is written twice.
/// </summary>
internal static class ActivationStage
{
    public const string RowsFile = "rows.bin";
    public const string SpaceFile = "mean.bin";
    public const string Space = "unit length, then centred";

    /// <summary>The rows' artefacts, one a selected layer.</summary>
    public static ImmutableArray<Artefact> Run(RunContext context, TrainedNetwork network) =>
        context.Time("extract", () => Extract(context, network));

    private static (ImmutableArray<Artefact> Artefacts, bool Cached) Extract(RunContext context, TrainedNetwork network)
    {
        var layers = context.Plan.Selection.Info.Layers;
        ArtefactKey[] keys = [.. layers.Select(layer => Key(context.Plan, network, layer))];
        var found = keys.Select(context.Cache.Find).ToArray();
        int[] missing = [.. Enumerable.Range(0, keys.Length).Where(layer => found[layer] is null)];
        if (missing.Length > 0) Write(context, network, keys, missing, found);
        return ([.. found.Select(artefact => artefact!)], missing.Length == 0);
    }

    private static void Write(RunContext context, TrainedNetwork network, ArtefactKey[] keys, int[] missing, Artefact?[] found)
    {
        var layers = context.Plan.Selection.Info.Layers;
        using var images = ImageTensorsOf.All(context.Plan.Data.Train);
        var batches = new ActivationBatches(network.Network, context.Plan.Selection);
        using var stage = context.Progress.Begin("Extracting training activations", 2L * images.Count, "images");

        var spaces = Fit(context, batches, images, missing, stage);
        var outputs = new Dictionary<int, LayerRowsWriter>();
        try
        {
            foreach (int layer in missing)
            {
                var artefact = context.Cache.Begin(keys[layer]);
                outputs.Add(layer, new(artefact, RowFileWriter.Create(artefact.File(RowsFile), layers[layer].Neurons)));
                spaces[layer].Save(artefact.File(SpaceFile));
            }
            batches.ForEach(
                images.Images,
                images.Count,
                (start, layer, activations) =>
                {
                    int count = activations.Length / layers[layer].Neurons;
                    if (layer == 0) stage.Advance(count);
                    if (!outputs.TryGetValue(layer, out var output)) return;
                    var rows = RowMatrix.Allocate(count, layers[layer].Neurons);
                    spaces[layer].Project(activations, rows);
                    output.Append(rows);
                },
                context.CancellationToken);
            foreach (var (layer, output) in outputs) found[layer] = output.Commit();
        }
        finally
        {
            foreach (var output in outputs.Values) output.Dispose();
        }
    }

    /// <summary>The first pass: each missing layer's mean.</summary>
    private static Dictionary<int, ActivationSpace> Fit(
        RunContext context, ActivationBatches batches, Torch.ImageTensors images, int[] missing, IStageProgress stage)
    {
        var layers = context.Plan.Selection.Info.Layers;
        var builders = missing.ToDictionary(layer => layer, layer => new ActivationSpace.Builder(layers[layer].Neurons));
        batches.ForEach(
            images.Images,
            images.Count,
            (start, layer, activations) =>
            {
                if (layer == 0) stage.Advance(activations.Length / layers[layer].Neurons);
                if (builders.TryGetValue(layer, out var builder)) builder.Add(activations);
            },
            context.CancellationToken);
        return builders.ToDictionary(builder => builder.Key, builder => builder.Value.Build());
    }

    private static ArtefactKey Key(ExperimentPlan plan, TrainedNetwork network, Layer layer) =>
        ArtefactKey.Of("activations")
            .With("network", network.Artefact.Key)
            .With("images", plan.Data.Train.Fingerprint)
            .With("layer", layer.Name)
            .With("batch", ActivationBatches.BatchSize)
            .With("space", Space);
}
