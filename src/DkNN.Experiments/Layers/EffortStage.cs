using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace DkNN.Experiments;

/// <summary>
/// Turns every index's effort to the least that reaches the recall asked for with 99 % confidence, on calibration images, which are never evaluated, and on
/// the same images under noise: queries far from the training rows, as attacked and foreign images are, take more to answer. Where nobody
/// asked for a recall, efforts are raised only: the plugins' own have room for images stranger than noise makes them.
/// </summary>
internal sealed class EffortStage(ExperimentPlan plan, FittedLayers layers, NeighborSearch search, double target)
    : IStage<ImmutableDictionary<Layer, TunedEffort>>
{
    private const int SampleSize = 256;

    /// <summary>Most that noise changes a pixel, of 255.</summary>
    private const int Noise = 77;
    private const string EffortFile = "effort.json";

    private readonly ImmutableArray<FittedLayer> _tuned = [.. layers.Layers.Where(layer => layer.Neighbors.Index.Effort is not null)];

    public string Name => "tune";

    public ImmutableArray<ArtefactKey> Keys => [.. _tuned.Select(Key)];

    private bool MayLower => plan.Options.TargetRecall is not null;

    public void Make(StageWork work)
    {
        int count = Math.Min(Math.Min(SampleSize, plan.Split.Calibration.Length), Math.Max(1, search.BatchSize / 2));
        using var images = ImageTensorsOf.WithNoise(plan.Data.Test, plan.Split.Calibration.AsSpan(0, count), Noise);
        using var stage = work.Progress.Begin(
            string.Create(CultureInfo.InvariantCulture, $"Tuning to recall {target}"), work.Missing.Count(), "layers");
        search.Observe(
            images.Images,
            0,
            images.Count,
            features: false,
            (layer, queries, _, _) =>
            {
                int place = _tuned.IndexOf(layers.Layers[layer]);
                if (place < 0 || !work.Wants(place)) return;
                var effort = new EffortTuning(_tuned[place].Neighbors, queries, search.Neighbors, target, work.CancellationToken)
                    .Tune(MayLower);
                File.WriteAllBytes(work.File(place, EffortFile), JsonSerializer.SerializeToUtf8Bytes(effort, StageJson.Default.TunedEffort));
                stage.Advance(1);
            },
            work.CancellationToken).Dispose();
    }

    /// <summary>Sets the efforts, and gives them by the layers that have a dial.</summary>
    public ImmutableDictionary<Layer, TunedEffort> Load(ImmutableArray<Artefact> artefacts)
    {
        var efforts = artefacts
            .Zip(_tuned, (artefact, layer) => KeyValuePair.Create(
                layer, JsonSerializer.Deserialize(File.ReadAllBytes(artefact.File(EffortFile)), StageJson.Default.TunedEffort)!))
            .ToArray();
        foreach (var (layer, effort) in efforts) layer.Neighbors.Index.Effort!.Value = effort.Value;
        return efforts.ToImmutableDictionary(effort => effort.Key.Layer, effort => effort.Value);
    }

    private ArtefactKey Key(FittedLayer layer) =>
        ArtefactKey.Of("effort")
            .WithCode(typeof(EffortStage).Assembly)
            .With("index", layer.Artefact.Key)
            .With("images", plan.Data.Test.Fingerprint)
            .With("ids", plan.Split.Calibration)
            .With("neighbors", search.Neighbors)
            .With("noise", Noise)
            .With("may lower", MayLower.ToString())
            .With("recall", target);
}
