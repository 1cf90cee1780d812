using System.Numerics.Tensors;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Measures recall@k of every layer's index against exact search, on the first clean test images. The distances are measured here: an
/// index is not asked how good it is.
/// </summary>
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
            (layer, queries, ids, _) =>
            {
                recall[layer] = Recall(indexes.Layers[layer].Rows, queries, ids, k, context.CancellationToken);
                stage.Advance(1);
            },
            context.CancellationToken);
        return recall;
    }

    private static double Recall(RowMatrix rows, RowMatrix queries, ReadOnlySpan<int> ids, int k, CancellationToken cancellationToken)
    {
        int[] trueIds = new int[ids.Length];
        float[] trueDistances = new float[ids.Length];
        using var exact = new ExactSearch(rows);
        exact.Search(queries, k, trueIds, trueDistances, cancellationToken);
        int hits = 0;
        var counted = new HashSet<int>();
        for (int query = 0; query < queries.Count; query++)
        {
            float threshold = trueDistances[((query + 1) * k) - 1] * (1 + Tolerance);
            counted.Clear();
            foreach (int id in ids.Slice(query * k, k))
            {
                if (id >= 0 && counted.Add(id) && TensorPrimitives.Distance(queries.Row(query), rows.Row(id)) <= threshold) hits++;
            }
        }
        return (double)hits / ids.Length;
    }
}
