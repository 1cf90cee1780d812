using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using DkNN.Core;
using DkNN.Torch;
using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>
/// From images to neighbours: extracts the activations of some and searches every layer. Calibration, test and foreign images, and those of
/// a service, all come through here. Safe for concurrent use: as many searches go on at once as there
/// are processors, others wait, so that memory is bounded.
/// </summary>
public sealed class NeighborSearch : IDisposable
{
    /// <summary>Most batches of the network that are searched together: the more, the more often rows are met in caches.</summary>
    private const int MostBatches = 4;

    /// <summary>Bytes that the activations of more than one batch may take.</summary>
    private const long MostBytes = 1 << 28;

    private readonly ActivationBatches _activations;
    private readonly ImmutableArray<int> _labels;
    private readonly Conventions _conventions;
    private readonly ConcurrentBag<SearchWorkspace> _idle = [];
    private readonly SemaphoreSlim _places = new(SharedCores.Limit);

    /// <summary>Prepares searches. Network and layers stay the caller's.</summary>
    /// <param name="network">A trained network, in evaluation mode.</param>
    /// <param name="selection">The layers whose neighbours vote.</param>
    /// <param name="layers">Their neighbours, in the selection's order.</param>
    /// <param name="labels">The label of every training row.</param>
    /// <param name="classes">Number of classes, above every label.</param>
    /// <param name="neighbors">Neighbours a layer, k.</param>
    /// <param name="conventions">What the last layer gives, what missing neighbours count as, and whether images need a draw.</param>
    public NeighborSearch(
        Network network, LayerSelection selection, ImmutableArray<LayerNeighbors> layers, ImmutableArray<int> labels, int classes,
        int neighbors, Conventions conventions)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(conventions);
        _conventions = conventions;
        (Network, Selection, Layers, _labels, Classes, Neighbors) = (network, selection, layers, labels, classes, neighbors);
        _activations = new ActivationBatches(network, selection, conventions.Output);
        long bytes = _activations.Size * layers.Sum(layer => layer.Layer.BytesPerImage);
        BatchSize = _activations.Size * (int)Math.Clamp(MostBytes / bytes, 1, MostBatches);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The layers whose neighbours vote.</summary>
    public LayerSelection Selection { get; }

    /// <summary>Their neighbours, in order of computation.</summary>
    public ImmutableArray<LayerNeighbors> Layers { get; }

    /// <summary>The label of every training row.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan();

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Neighbours a layer, k.</summary>
    public int Neighbors { get; }

    /// <summary>Images that are best searched for together, a multiple of those that the network takes.</summary>
    public int BatchSize { get; }

    /// <summary>Looks at images: what the network says of them, and the nearest training images at every layer.</summary>
    /// <param name="images">The images.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">Number of images, at most <see cref="BatchSize"/>.</param>
    /// <param name="features">Whether what the network's last dense layer reads is wanted too.</param>
    /// <param name="inspect">Shown each layer's search; or null.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The observations, the caller's.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are more images than a search takes.</exception>
    public Observations Observe(
        ImageBatches images, int start, int count, bool features, NeighborInspector? inspect, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BatchSize);
        _places.Wait(cancellationToken);
        var workspace = _idle.TryTake(out var idle) ? idle : new SearchWorkspace(Layers);
        try
        {
            workspace.Require(count);
            var output = new NetworkOutput(count, Classes, features);
            try
            {
                Extract(workspace, output, images, start, count, cancellationToken);
                return output.With(Neighbors, Search(workspace, count, inspect, cancellationToken));
            }
            catch
            {
                output.Dispose();
                throw;
            }
        }
        finally
        {
            _idle.Add(workspace);
            _places.Release();
        }
    }

    /// <summary>Counts the labels of every image's neighbours over all layers.</summary>
    /// <param name="observations">What <see cref="Observe"/> gave, or what was kept of it.</param>
    public VoteTable Votes(Observations observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        var votes = new VoteTable(observations.Count, Classes, Neighbors, _conventions.Missing);
        foreach (var layer in observations.Layers) votes.Add(layer.Ids.Span, Labels);
        return votes;
    }

    /// <summary>Frees the rooms of searches that have ended.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out var workspace)) workspace.Dispose();
        _places.Dispose();
    }

    private void Extract(
        SearchWorkspace workspace, NetworkOutput output, ImageBatches images, int start, int count, CancellationToken cancellationToken) =>
        _activations.ForEach(
            (first, some) =>
            {
                var batch = images(start + first, some);
                output.Draw(first, batch);
                return batch;
            },
            count,
            (first, layer, activations) =>
            {
                using var queries = workspace.Queries(layer).Slice(first, activations.Length / Layers[layer].Space.Neurons);
                Layers[layer].Space.Project(activations, queries);
            },
            output.Add,
            cancellationToken);

    private ImmutableArray<LayerNeighborhood> Search(
        SearchWorkspace workspace, int count, NeighborInspector? inspect, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<LayerNeighborhood>(Layers.Length);
        for (int layer = 0; layer < Layers.Length; layer++)
        {
            int[] ids = new int[count * Neighbors];
            float[] distances = new float[ids.Length];
            using var queries = workspace.Queries(layer).Slice(0, count);
            long began = Stopwatch.GetTimestamp();
            Search(Layers[layer], queries, ids, distances, cancellationToken);
            var took = Stopwatch.GetElapsedTime(began);
            found.Add(Neighborhood(layer, ids, distances));
            inspect?.Invoke(layer, queries, found[layer], took);
        }
        return found.MoveToImmutable();
    }

    /// <summary>Images that the network itself has no numbers for are neither the caller's nor the index's fault.</summary>
    private void Search(LayerNeighbors layer, RowMatrix queries, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        try
        {
            layer.Index.Search(queries, Neighbors, ids, distances, cancellationToken);
        }
        catch (ArgumentException problem) when (FiniteRows.FindLong(queries, FiniteRows.MaxSquaredNorm, CancellationToken.None) is { } bad)
        {
            throw new InvalidDataException(
                $"{layer.Layer.Name}: the activations of an image, number {bad} of its batch, are no numbers or too large, so that it has no "
                + "neighbours; the training went astray. Repeat it with a lower --learning-rate.",
                problem);
        }
    }

    /// <summary>The neighbours found at one layer, with their labels.</summary>
    /// <param name="layer">Place in the selection.</param>
    /// <param name="ids">images × k.</param>
    /// <param name="distances">images × k.</param>
    public LayerNeighborhood Neighborhood(int layer, int[] ids, float[] distances)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] labels = new int[ids.Length];
        for (int place = 0; place < ids.Length; place++) labels[place] = ids[place] < 0 ? -1 : _labels[ids[place]];
        return new LayerNeighborhood(Layers[layer].Layer.Name, ids, labels, distances);
    }
}
