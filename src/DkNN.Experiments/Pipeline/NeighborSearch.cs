using System.Diagnostics;
using DkNN.Core;
using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>
/// From images to votes: extracts a batch's activations, searches every layer and keeps the neighbours' labels only. Calibration, test and
/// out-of-distribution images all come through here.
/// </summary>
internal sealed class NeighborSearch : IDisposable
{
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
        _queries = [.. indexes.Layers.Select(layer => RowMatrix.Allocate(ActivationBatches.BatchSize, layer.Layer.Neurons))];
        _searchTicks = new long[_queries.Length];
        _ids = new int[ActivationBatches.BatchSize * plan.Options.Neighbors];
        _distances = new float[_ids.Length];
    }

    /// <summary>Mean time of a search in one layer so far, in milliseconds an image.</summary>
    public double MillisecondsPerImage(int layer) =>
        _images == 0 ? 0 : Stopwatch.GetElapsedTime(0, _searchTicks[layer]).TotalMilliseconds / _images;

    /// <summary>Counts the labels of every image's neighbours over all layers.</summary>
    /// <param name="images">At most <see cref="ActivationBatches.BatchSize"/> images.</param>
    /// <param name="inspect">Shown each layer's neighbours before they are forgotten; or null.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public VoteTable Vote(Tensor images, NeighborInspector? inspect, CancellationToken cancellationToken)
    {
        int count = (int)images.shape[0];
        var votes = new VoteTable(count, _plan.Data.Classes, _plan.Options.Neighbors);
        _activations.Extract(images, (layer, activations) =>
        {
            using var queries = _queries[layer].Slice(0, count);
            _indexes.Layers[layer].Space.Project(activations, queries);
            var ids = _ids.AsSpan(0, count * _plan.Options.Neighbors);
            var distances = _distances.AsSpan(0, ids.Length);
            long start = Stopwatch.GetTimestamp();
            _indexes.Layers[layer].Index.Search(queries, _plan.Options.Neighbors, ids, distances, cancellationToken);
            _searchTicks[layer] += Stopwatch.GetTimestamp() - start;
            votes.Add(ids, _plan.Data.Train.Labels);
            inspect?.Invoke(layer, queries, ids, distances);
        });
        _images += count;
        return votes;
    }

    public void Dispose()
    {
        foreach (var queries in _queries) queries.Dispose();
    }
}
