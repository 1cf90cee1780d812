using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>Builds one index per selected layer, or opens those built before.</summary>
internal sealed class IndexStage(ExperimentPlan plan, ImmutableArray<LayerRows> rows) : IStage<FittedLayers>
{
    private const string BuildFile = "build.json";

    public string Name => "index";

    public ImmutableArray<ArtefactKey> Keys => [.. rows.Select((layer, place) => Key(plan.Indexes[place], layer))];

    /// <summary>What the file of an index says of its rows: the names of what determines them, and the key of all of it.</summary>
    public static ImmutableSortedDictionary<string, string> Origin(ExperimentPlan plan, Layer layer, ArtefactKey key) =>
        new Dictionary<string, string>
        {
            ["architecture"] = plan.Architecture.Architecture.Fingerprint,
            ["layer"] = layer.Name,
            ["pre-processing"] = plan.Options.Conventions.Space.ToString(),
            ["key"] = key.Hash,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public void Make(StageWork work)
    {
        foreach (int place in work.Missing)
        {
            work.CancellationToken.ThrowIfCancellationRequested();
            Build(work, place);
        }
    }

    public FittedLayers Load(ImmutableArray<Artefact> artefacts)
    {
        var opened = new List<FittedLayer>();
        try
        {
            for (int place = 0; place < artefacts.Length; place++)
            {
                opened.Add(Load(rows[place], plan.Indexes[place], artefacts[place]));
            }
            return new FittedLayers([.. opened]);
        }
        catch
        {
            foreach (var layer in opened) layer.Dispose();
            throw;
        }
    }

    private void Build(StageWork work, int place)
    {
        var (choice, layer) = (plan.Indexes[place], rows[place].Layer);
        using var stage = work.Progress.Begin($"Indexing {layer.Name}, {choice.Index.Name}", 100, "percent");
        using var matrix = RowFile.Open(rows[place].RowsPath);
        long start = Stopwatch.GetTimestamp();
        var context = new IndexBuildContext(plan.Options.Seeds.Index, new PercentProgress(stage), work.CancellationToken);
        using var index = Build(choice.Index, layer, matrix, context);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        choice.Index.Save(index, work.File(place, FittedLayer.IndexFile), Origin(plan, layer, Keys[place]));
        File.WriteAllBytes(work.File(place, BuildFile), JsonSerializer.SerializeToUtf8Bytes(seconds, StageJson.Default.Double));
    }

    /// <summary>Rows that no index takes are not the plugin's fault.</summary>
    private static INeighborIndex Build(ConfiguredIndex index, Layer layer, RowMatrix matrix, IndexBuildContext context)
    {
        try
        {
            return index.Build(matrix, context);
        }
        catch (ArgumentException problem) when (FiniteRows.FindLong(matrix, FiniteRows.MaxSquaredNorm) is { } bad)
        {
            throw LayerRows.Astray(layer, bad, problem);
        }
    }

    private FittedLayer Load(LayerRows layer, LayerIndexChoice choice, Artefact artefact)
    {
        double built = JsonSerializer.Deserialize(File.ReadAllBytes(artefact.File(BuildFile)), StageJson.Default.Double);
        var matrix = RowFile.Open(layer.RowsPath);
        try
        {
            long start = Stopwatch.GetTimestamp();
            var index = choice.Index.Load(artefact.File(FittedLayer.IndexFile), matrix, Origin(plan, layer.Layer, artefact.Key));
            double loaded = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var neighbors = new LayerNeighbors(layer.Layer, ActivationSpace.Load(layer.SpacePath), matrix, index);
            return new FittedLayer(neighbors, choice, layer, artefact, built, loaded);
        }
        catch
        {
            matrix.Dispose();
            throw;
        }
    }

    private ArtefactKey Key(LayerIndexChoice choice, LayerRows layer) =>
        ArtefactKey.Of("index")
            .WithCode(typeof(RowMatrix).Assembly, typeof(INeighborIndex).Assembly)
            .With("activations", layer.Artefact.Key)
            .With("plugin", choice.Index.Name)
            .With("content", choice.Content)
            .With("seed", plan.Options.Seeds.Index)
            .With(choice.Index.Options);

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
