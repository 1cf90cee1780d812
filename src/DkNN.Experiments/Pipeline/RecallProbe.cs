using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>
/// Measures recall@k of every layer's index against exact search, on the first images of a set. Images far from all training rows are
/// where an index may fall short, so that clean ones do not tell all.
/// </summary>
internal sealed class RecallProbe(RunContext context, LayerIndexes indexes, NeighborSearch search) : IDisposable
{
    private const int SampleSize = 100;

    private readonly Lazy<ExactSearch>[] _exact =
        [.. indexes.Layers.Select(layer => new Lazy<ExactSearch>(() => new ExactSearch(layer.Rows, context.CancellationToken)))];
    private readonly List<RecallResult>[] _recalls = [.. indexes.Layers.Select(_ => new List<RecallResult>())];

    /// <summary>What was measured of one layer so far.</summary>
    public IReadOnlyList<RecallResult> this[int layer] => _recalls[layer];

    /// <summary>Measures all layers.</summary>
    /// <param name="dataset">Name of the set of images.</param>
    /// <param name="epsilon">Budget of the attack on them.</param>
    /// <param name="images">The images, given start and count.</param>
    /// <param name="count">Number of images there are.</param>
    public void Measure(string dataset, double epsilon, Func<int, int, Tensor> images, int count) =>
        context.Time(FormattableString.Invariant($"recall {dataset} {epsilon}"), () =>
        {
            int k = context.Plan.Options.Neighbors;
            using var stage = context.Progress.Begin("Measuring recall", _recalls.Length, "layers");
            search.Vote(
                images,
                0,
                Math.Min(SampleSize, count),
                (layer, queries, ids, _) =>
                {
                    float[] farthest = RecallMeasure.Farthest(_exact[layer].Value, queries, k, context.CancellationToken);
                    double recall = new RecallMeasure(indexes.Layers[layer].Rows, queries, k, farthest).Of(ids);
                    _recalls[layer].Add(new RecallResult(dataset, epsilon, recall));
                    stage.Advance(1);
                },
                context.CancellationToken);
            return (_recalls, false);
        });

    public void Dispose()
    {
        foreach (var exact in _exact.Where(exact => exact.IsValueCreated)) exact.Value.Dispose();
    }
}
