using System.Diagnostics;
using DkNN.Core;
using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>
/// From images to votes: extracts the activations of some, searches every layer and keeps the neighbours' labels only. Calibration, test and
/// out-of-distribution images all come through here.
/// </summary>
internal sealed class NeighborSearch : IDisposable
{
    /// <summary>Most batches of the network that are searched together: the more, the more often rows are met in caches.</summary>
    private const int MostBatches = 4;

    /// <summary>Bytes that the activations of more than one batch may take.</summary>
    private const long MostBytes = 1 << 28;

    private readonly ExperimentPlan _plan;
    private readonly ActivationBatches _activations;
    private readonly LayerIndexes _indexes;
    private readonly RowMatrix[] _queries;
    private readonly long[] _searchTicks;
    private readonly int[] _ids;
    private readonly float[] _distances;
    private long _images;

    public NeighborSearch(ExperimentPlan plan, TrainedNetwork network, LayerIndexes indexes)
    {
        _plan = plan;
        _activations = new ActivationBatches(network.Network, plan.Selection);
        _indexes = indexes;
        long bytes = (long)sizeof(float) * ActivationBatches.BatchSize * indexes.Layers.Sum(layer => (long)layer.Layer.Neurons);
        BatchSize = ActivationBatches.BatchSize * (int)Math.Clamp(MostBytes / bytes, 1, MostBatches);
        _queries = [.. indexes.Layers.Select(layer => RowMatrix.Allocate(BatchSize, layer.Layer.Neurons))];
        _searchTicks = new long[_queries.Length];
        _ids = new int[BatchSize * plan.Options.Neighbors];
        _distances = new float[_ids.Length];
    }

    /// <summary>Images searched for together, a multiple of those that the network takes.</summary>
    public int BatchSize { get; }

    /// <summary>Mean time of a search in one layer so far, in milliseconds an image.</summary>
    public double MillisecondsPerImage(int layer) =>
        _images == 0 ? 0 : Stopwatch.GetElapsedTime(0, _searchTicks[layer]).TotalMilliseconds / _images;

    /// <summary>Counts the labels of every image's neighbours over all layers.</summary>
    /// <param name="images">The images, float32 in [0, 1], given start and count.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">Number of images, at most <see cref="BatchSize"/>.</param>
    /// <param name="inspect">Shown each layer's neighbours before they are forgotten; or null.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public VoteTable Vote(
        Func<int, int, Tensor> images, int start, int count, NeighborInspector? inspect, CancellationToken cancellationToken)
    {
        _activations.ForEach(
            (first, some) => images(start + first, some),
            count,
            (first, layer, activations) =>
            {
                using var queries = _queries[layer].Slice(first, activations.Length / _queries[layer].Dimension);
                _indexes.Layers[layer].Space.Project(activations, queries);
            },
            cancellationToken);
        var votes = new VoteTable(count, _plan.Data.Classes, _plan.Options.Neighbors);
        var ids = _ids.AsSpan(0, count * _plan.Options.Neighbors);
        var distances = _distances.AsSpan(0, ids.Length);
        for (int layer = 0; layer < _queries.Length; layer++)
        {
            using var queries = _queries[layer].Slice(0, count);
            long began = Stopwatch.GetTimestamp();
            _indexes.Layers[layer].Index.Search(queries, _plan.Options.Neighbors, ids, distances, cancellationToken);
            _searchTicks[layer] += Stopwatch.GetTimestamp() - began;
            votes.Add(ids, _plan.Data.Train.Labels);
            inspect?.Invoke(layer, queries, ids, distances);
        }
        _images += count;
        return votes;
    }

    public void Dispose()
    {
        foreach (var queries in _queries) queries.Dispose();
    }
}
