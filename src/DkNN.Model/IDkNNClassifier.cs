using DkNN.Data;

namespace DkNN.Model;

/// <summary>Classifies images, and says how far each answer can be trusted. Safe for concurrent use.</summary>
public interface IDkNNClassifier
{
    /// <summary>What is known of the model.</summary>
    ModelDescription Description { get; }

    /// <summary>Classifies one image.</summary>
    /// <param name="pixels">C×H×W bytes from 0 to 255, of the shape that <see cref="Description"/> gives.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">There is another number of pixels.</exception>
    DkNNPrediction Classify(ReadOnlySpan<byte> pixels, CancellationToken cancellationToken = default);

    /// <summary>Classifies one image without holding the caller's thread; a service answers those that come at the same time together.</summary>
    /// <param name="pixels">C×H×W bytes from 0 to 255, of the shape that <see cref="Description"/> gives; not to be changed before the answer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ArgumentException">There is another number of pixels.</exception>
    Task<DkNNPrediction> ClassifyAsync(ReadOnlyMemory<byte> pixels, CancellationToken cancellationToken = default);

    /// <summary>Classifies images together, which is faster than one by one.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The images are of another shape.</exception>
    IReadOnlyList<DkNNPrediction> Classify(ImageSet images, CancellationToken cancellationToken = default);

    /// <summary>Classifies one image and tells the neighbours behind the answer.</summary>
    /// <param name="pixels">C×H×W bytes from 0 to 255.</param>
    /// <param name="nearest">Neighbours to name in every layer, from 1 to k.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">There is another number of pixels, or <paramref name="nearest"/> is out of range.</exception>
    Explanation Explain(ReadOnlySpan<byte> pixels, int nearest = 10, CancellationToken cancellationToken = default);
}
