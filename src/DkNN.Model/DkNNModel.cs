using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DkNN.Core;
using DkNN.Data;
using DkNN.Hosting;

namespace DkNN.Model;

/// <summary>
/// The fitted classifier: network, layer spaces, indexes, training labels and calibration. Safe for concurrent use; as many searches go
/// on at once as there are processors.
/// </summary>
public sealed class DkNNModel : IDkNNClassifier, IDisposable
{
    private readonly ImmutableArray<IDisposable> _owned;

    /// <summary>Puts a model together.</summary>
    /// <param name="description">What is known of it.</param>
    /// <param name="search">Network and neighbours.</param>
    /// <param name="calibration">The calibration scores.</param>
    /// <param name="thumbnails">Pictures of the training images; null for none.</param>
    /// <param name="owned">What is freed with the model, in that order.</param>
    public DkNNModel(
        ModelDescription description, NeighborSearch search, CalibrationSet calibration, ThumbnailFile? thumbnails = null,
        params IEnumerable<IDisposable> owned)
    {
        (Description, Search, Calibration, Thumbnails) = (description, search, calibration, thumbnails);
        _owned = [.. owned];
    }

    /// <inheritdoc/>
    public ModelDescription Description { get; }

    /// <summary>Network and neighbours.</summary>
    public NeighborSearch Search { get; }

    /// <summary>The calibration scores.</summary>
    public CalibrationSet Calibration { get; }

    /// <summary>Pictures of the training images; null where the model has none.</summary>
    public ThumbnailFile? Thumbnails { get; }

    /// <summary>Opens a model. Rows and indexes are mapped, not read, so that this takes little time and memory.</summary>
    /// <param name="directory">The model's directory, or a run's that holds one.</param>
    /// <param name="plugins">The plugins that the model needs; they must outlive it.</param>
    /// <exception cref="DirectoryNotFoundException">There is no model.</exception>
    /// <exception cref="InvalidDataException">A file is missing, damaged, or of another architecture.</exception>
    /// <exception cref="PluginUnavailableException">A plugin is not there.</exception>
    public static DkNNModel Open(string directory, PluginCatalogue plugins)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        var parts = new ModelOpening(ModelDirectory.Find(directory), plugins).Open();
        return new DkNNModel(parts.Description, parts.Search, parts.Calibration, parts.Thumbnails, parts.Owned);
    }

    /// <inheritdoc/>
    public DkNNPrediction Classify(ReadOnlySpan<byte> pixels, CancellationToken cancellationToken = default) =>
        Classify(One(pixels), cancellationToken)[0];

    /// <inheritdoc/>
    public Task<DkNNPrediction> ClassifyAsync(ReadOnlyMemory<byte> pixels, CancellationToken cancellationToken = default) =>
        Task.Run(() => Classify(pixels.Span, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<DkNNPrediction> Classify(ImageSet images, CancellationToken cancellationToken = default)
    {
        using var tensors = Tensors(images);
        var predictions = new List<DkNNPrediction>(images.Count);
        for (int start = 0; start < images.Count; start += Search.BatchSize)
        {
            int count = Math.Min(Search.BatchSize, images.Count - start);
            using var observed = Search.Observe(tensors.Images, start, count, features: false, inspect: null, cancellationToken);
            var batch = Predict(observed);
            predictions.AddRange(batch.Select((prediction, image) => Marked(prediction, images, start + image)));
        }
        return predictions;
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> pixels, int nearest = 10, CancellationToken cancellationToken = default) =>
        Explain(One(pixels), nearest, cancellationToken)[0];

    /// <summary>Classifies images together and tells the neighbours behind each answer.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <param name="nearest">Neighbours to name in every layer, from 1 to k.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The images are of another shape, or <paramref name="nearest"/> is out of range.</exception>
    public IReadOnlyList<Explanation> Explain(ImageSet images, int nearest = 10, CancellationToken cancellationToken = default)
    {
        using var tensors = Tensors(images);
        var explanations = new List<Explanation>(images.Count);
        for (int start = 0; start < images.Count; start += Search.BatchSize)
        {
            int count = Math.Min(Search.BatchSize, images.Count - start);
            var batch = Explain(tensors.Images, start, count, nearest, cancellationToken);
            explanations.AddRange(batch.Select((explanation, image) =>
                explanation with { Prediction = Marked(explanation.Prediction, images, start + image) }));
        }
        return explanations;
    }

    /// <summary>
    /// Classifies a batch and tells the neighbours behind each answer: for images whose pixels are no whole bytes, such as attacked ones.
    /// </summary>
    /// <param name="images">Gives images of the model's shape.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">Number of images.</param>
    /// <param name="nearest">Neighbours to name in every layer, from 1 to k.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nearest"/> is out of range.</exception>
    public IReadOnlyList<Explanation> Explain(
        ImageBatches images, int start, int count, int nearest = 10, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nearest, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nearest, Search.Neighbors);
        using var observed = Search.Observe(images, start, count, features: false, inspect: null, cancellationToken);
        return
        [
            .. Predict(observed).Select((prediction, image) => new Explanation(
                prediction, [.. observed.Layers.Select((found, layer) => Explained(Search.Layers[layer].Layer, found, image, nearest))])),
        ];
    }

    /// <summary>From neighbours to predictions, steps 4 and 5 of Algorithm 1.</summary>
    /// <param name="observations">What was seen of some images.</param>
    public ImmutableArray<DkNNPrediction> Predict(Observations observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        return Predict(observations, Search.Votes(observations));
    }

    /// <summary>From votes to predictions, steps 4 and 5 of Algorithm 1.</summary>
    /// <param name="observations">What was seen of some images.</param>
    /// <param name="votes">Their neighbours' votes, as <see cref="NeighborSearch.Votes"/> counts them.</param>
    public ImmutableArray<DkNNPrediction> Predict(Observations observations, VoteTable votes)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(votes);
        return [.. Enumerable.Range(0, observations.Count).Select(image => Predict(observations, votes, image))];
    }

    /// <summary>Adds nonconformity and p-values, which some scores read.</summary>
    /// <param name="observations">What was seen of some images; it keeps owning its rows.</param>
    public Observations Judged(Observations observations)
    {
        var predictions = Predict(observations);
        return observations with
        {
            Alpha = predictions.SelectMany(prediction => prediction.Alpha).ToArray(),
            PValues = predictions.SelectMany(prediction => prediction.PValues).ToArray(),
        };
    }

    /// <summary>Frees what the model owns. No call may be under way.</summary>
    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
    }

    private DkNNPrediction Predict(Observations observations, VoteTable votes, int image)
    {
        int[] alpha = new int[votes.Classes];
        double[] pValues = new double[alpha.Length];
        votes.Nonconformity(image, alpha);
        var prediction = Calibration.Predict(alpha, pValues, observations.Draws[image]);
        return new DkNNPrediction(
            prediction.Label, prediction.Credibility, prediction.Confidence,
            observations.NetworkLabels[image], observations.NetworkConfidences[image],
            ImmutableCollectionsMarshal.AsImmutableArray(alpha), ImmutableCollectionsMarshal.AsImmutableArray(pValues));
    }

    private ExplainedLayer Explained(Layer layer, LayerNeighborhood found, int image, int nearest)
    {
        int[] votes = new int[Search.Classes];
        var neighbors = ImmutableArray.CreateBuilder<Neighbor>();
        int first = image * Search.Neighbors;
        for (int place = first; place < first + Search.Neighbors && found.Ids.Span[place] >= 0; place++)
        {
            int label = found.Labels.Span[place];
            votes[label]++;
            if (place < first + nearest) neighbors.Add(new Neighbor(found.Ids.Span[place], label, found.Distances.Span[place]));
        }
        return new ExplainedLayer(layer, ImmutableCollectionsMarshal.AsImmutableArray(votes), neighbors.ToImmutable());
    }

    private static DkNNPrediction Marked(DkNNPrediction prediction, ImageSet images, int image) =>
        images.Shape.IsBlank(images.Pixels(image)) ? prediction with { IsBlank = true } : prediction;

    private ImageSet One(ReadOnlySpan<byte> pixels) => Description.Images(pixels, 1);

    private Torch.ImageTensors Tensors(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var shape = ImageTensorsOf.Shape(images);
        if (shape == Description.Image) return ImageTensorsOf.All(images);
        throw new ArgumentException($"The images are {shape}, but the model takes {Description.Image}.", nameof(images));
    }
}
