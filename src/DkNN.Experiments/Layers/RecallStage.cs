using System.Collections.Immutable;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Measures recall@k of every layer's index against exact search, on the first images of a set. Images far from all training rows are
/// where an index may fall short, so that clean ones do not tell all.
/// </summary>
internal sealed class RecallStage(FittedLayers layers, NeighborSearch search, EvaluationSubject subject) : IStage<ImmutableArray<RecallResult>>
{
    private const int SampleSize = 100;
    private const string RecallFile = "recall.json";

    public string Name => FormattableString.Invariant($"recall {subject.Dataset} {subject.Epsilon}");

    public ImmutableArray<ArtefactKey> Keys =>
        [layers.Extend(ArtefactKey.Of("recall").WithCode(typeof(RecallStage).Assembly)).With("subject", subject.Key).With("neighbors", search.Neighbors).With("sample", SampleSize)];

    public void Make(StageWork work)
    {
        double[] recalls = new double[layers.Layers.Length];
        using var stage = work.Progress.Begin("Measuring recall", recalls.Length, "layers");
        search.Observe(
            subject.Images,
            0,
            Math.Min(Math.Min(SampleSize, subject.Ids.Length), search.BatchSize),
            features: false,
            (layer, queries, found, _) =>
            {
                var exact = new RecallMeasure(layers.Layers[layer].Neighbors.Rows, queries, search.Neighbors, work.CancellationToken);
                recalls[layer] = exact.Of(found.Ids.Span);
                stage.Advance(1);
            },
            work.CancellationToken).Dispose();
        File.WriteAllBytes(work.File(0, RecallFile), JsonSerializer.SerializeToUtf8Bytes(recalls, StageJson.Default.DoubleArray));
    }

    /// <summary>The recall of every layer.</summary>
    public ImmutableArray<RecallResult> Load(ImmutableArray<Artefact> artefacts) =>
    [
        .. JsonSerializer.Deserialize(File.ReadAllBytes(artefacts[0].File(RecallFile)), StageJson.Default.DoubleArray)!
            .Select(recall => new RecallResult(subject.Dataset, subject.Epsilon, recall)),
    ];
}
