namespace DkNN.Experiments;

/// <summary>
/// Measures recall@k of every layer's index against exact search, on the first clean test images.
/// </summary>
internal static class RecallProbe
{
    private const int SampleSize = 100;

    /// <summary>The share of true neighbours found, one number a layer.</summary>
    public static double[] Run(RunContext context, Torch.ImageTensors test, LayerIndexes indexes, NeighborSearch search) =>
        context.Time("recall", () => (Measure(context, test, indexes, search), false));

    private static double[] Measure(RunContext context, Torch.ImageTensors test, LayerIndexes indexes, NeighborSearch search)
    {
        int k = context.Plan.Options.Neighbors, sample = Math.Min(SampleSize, test.Count);
        double[] recall = new double[indexes.Layers.Length];
        using var stage = context.Progress.Begin("Measuring recall", recall.Length, "layers");
        search.Vote(
            test.Images,
            0,
            sample,
            (layer, queries, ids, _) =>
            {
                recall[layer] = new RecallMeasure(indexes.Layers[layer].Rows, queries, k, context.CancellationToken).Of(ids);
                stage.Advance(1);
            },
            context.CancellationToken);
        return recall;
    }
}
