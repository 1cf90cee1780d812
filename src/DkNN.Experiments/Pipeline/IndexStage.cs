using System.Diagnostics;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>Builds one index per selected layer, or opens those built before.</summary>
internal static class IndexStage
{
    private const string IndexFile = "index.bin";
    private const string BuildFile = "build.json";

    public static LayerIndexes Run(RunContext context, IReadOnlyList<Artefact> activations) =>
        context.Time("index", () => Open(context, activations));

    private static (LayerIndexes Indexes, bool Cached) Open(RunContext context, IReadOnlyList<Artefact> activations)
    {
        var layers = context.Plan.Selection.Info.Layers;
        var opened = new List<LayerIndex>();
        bool cached = true;
        try
        {
            for (int layer = 0; layer < layers.Length; layer++)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                var rows = RowFile.Open(activations[layer].File(ActivationStage.RowsFile));
                try
                {
                    var choice = context.Plan.Indexes[layer];
                    var key = Key(context.Plan, choice, activations[layer]);
                    var artefact = context.Cache.Find(key);
                    cached &= artefact is not null;
                    artefact ??= Build(context, layers[layer], choice, rows, key);
                    opened.Add(Load(context.Plan, layers[layer], choice, activations[layer], rows, artefact));
                }
                catch
                {
                    rows.Dispose();
                    throw;
                }
            }
            return (new LayerIndexes(opened), cached);
        }
        catch
        {
            foreach (var index in opened) index.Dispose();
            throw;
        }
    }

    private static Artefact Build(RunContext context, Layer layer, LayerIndexChoice choice, RowMatrix rows, ArtefactKey key)
    {
        using var stage = context.Progress.Begin($"Indexing {layer.Name}, {choice.Index.Name}", 100, "percent");
        using var writer = context.Cache.Begin(key);
        long start = Stopwatch.GetTimestamp();
        using (var index = choice.Index.Build(
            rows, new IndexBuildContext(context.Plan.Options.Seed, new PercentProgress(stage), context.CancellationToken)))
        {
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            choice.Index.Save(index, writer.File(IndexFile), Origin(context.Plan, layer, key));
            File.WriteAllBytes(writer.File(BuildFile), JsonSerializer.SerializeToUtf8Bytes(seconds, StageJson.Default.Double));
        }
        return writer.Commit();
    }

    private static LayerIndex Load(
        ExperimentPlan plan, Layer layer, LayerIndexChoice choice, Artefact activations, RowMatrix rows, Artefact artefact)
    {
        var space = ActivationSpace.Load(activations.File(ActivationStage.SpaceFile));
        double built = JsonSerializer.Deserialize(File.ReadAllBytes(artefact.File(BuildFile)), StageJson.Default.Double);
        long start = Stopwatch.GetTimestamp();
        var index = choice.Index.Load(artefact.File(IndexFile), rows, Origin(plan, layer, artefact.Key));
        double loaded = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long bytes = new FileInfo(artefact.File(IndexFile)).Length + new FileInfo(activations.File(ActivationStage.RowsFile)).Length;
        return new LayerIndex(layer, choice, space, rows, index, artefact.Key, built, loaded, bytes);
    }

    private static ArtefactKey Key(ExperimentPlan plan, LayerIndexChoice choice, Artefact activations) =>
        ArtefactKey.Of("index")
            .With("activations", activations.Key)
            .With("plugin", choice.Index.Name)
            .With("content", choice.Content)
            .With("seed", plan.Options.Seed)
            .With(choice.Index.Options);

    /// <summary>What the file of an index says of its rows: the names of what determines them, and the key of all of it.</summary>
    private static Dictionary<string, string> Origin(ExperimentPlan plan, Layer layer, ArtefactKey key) => new()
    {
        ["architecture"] = plan.Architecture.Architecture.Fingerprint,
        ["layer"] = layer.Name,
        ["pre-processing"] = ActivationStage.Space,
        ["key"] = key.Hash,
    };

    /// <summary>Turns shares into steps of a hundredth.</summary>
    private sealed class PercentProgress(IStageProgress stage) : IProgress<double>
    {
        private readonly Lock _gate = new();
        private int _percent;

        public void Report(double value)
        {
            lock (_gate)
            {
                int percent = (int)(Math.Clamp(value, 0, 1) * 100);
                if (percent <= _percent) return;
                stage.Advance(percent - _percent);
                _percent = percent;
            }
        }
    }
}
