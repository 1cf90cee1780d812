using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>Measures recall@k of every layer's index against exact search, on the first clean test images.</summary>
internal static class RecallProbe
{
    private const int SampleSize = 100;

    /// <summary>Room for rounding: a neighbour at the distance of the true k-th is as good as that one.</summary>
    private const float Tolerance = 1e-5f;

    /// <summary>The share of true neighbours found, one number a layer.</summary>
    public static double[] Run(RunContext context, Torch.ImageTensors test, LayerIndexes indexes, NeighborSearch search) =>
        context.Time("recall", () => (Measure(context, test, indexes, search), false));

    private static double[] Measure(RunContext context, Torch.ImageTensors test, LayerIndexes indexes, NeighborSearch search)
    {
        int k = context.Plan.Options.Neighbors, sample = Math.Min(SampleSize, test.Count);
        double[] recall = new double[indexes.Layers.Length];
        using var stage = context.Progress.Begin("Measuring recall", recall.Length, "layers");
        using var images = test.Images(0, sample);
        search.Vote(
            images,
            (layer, queries, _, distances) =>
            {
                int[] trueIds = new int[sample * k];
                float[] trueDistances = new float[sample * k];
                using var exact = new ExactSearch(indexes.Layers[layer].Rows);
                exact.Search(queries, k, trueIds, trueDistances, context.CancellationToken);
                int hits = 0;
                for (int query = 0; query < sample; query++)
                {
                    float threshold = trueDistances[((query + 1) * k) - 1] * (1 + Tolerance);
                    foreach (float distance in distances.Slice(query * k, k)) hits += distance <= threshold ? 1 : 0;
                }
                recall[layer] = (double)hits / trueIds.Length;
                stage.Advance(1);
            },
            context.CancellationToken);
        return recall;
    }
}
