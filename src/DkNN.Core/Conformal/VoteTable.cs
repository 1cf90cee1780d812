namespace DkNN.Core;

/// <summary>
/// Counts, for a batch of images and one layer after the other, how many of each image's neighbours carry each label: steps 1 and 2 of
/// Algorithm 1 of Papernot and McDaniel (arXiv 1803.04765).
/// </summary>
/// <remarks>
/// A missing neighbour votes for no class, so it counts as disagreement with every class, unless conventions say otherwise. Adding layers
/// is not safe from several threads.
/// </remarks>
public sealed class VoteTable
{
    private readonly int[] _votes;
    private readonly MissingNeighbors _missing;

    /// <summary>Makes a table without votes.</summary>
    /// <param name="images">Images in the batch, at least 0.</param>
    /// <param name="classes">Number of classes n, at least 2.</param>
    /// <param name="neighbors">Neighbours k that each layer gives per image, at least 1.</param>
    /// <param name="missing">What a missing neighbour counts as.</param>
    public VoteTable(int images, int classes, int neighbors, MissingNeighbors missing = MissingNeighbors.Disagree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        Images = images;
        Classes = classes;
        Neighbors = neighbors;
        _missing = missing;
        _votes = new int[checked(images * classes)];
    }

    /// <summary>Number of images.</summary>
    public int Images { get; }

    /// <summary>Number of classes n.</summary>
    public int Classes { get; }

    /// <summary>Neighbours k per layer and image.</summary>
    public int Neighbors { get; }

    /// <summary>Number of layers l added so far.</summary>
    public int Layers { get; private set; }

    /// <summary>Number of neighbours that were missing, over all images and layers so far.</summary>
    public long Missing { get; private set; }

    /// <summary>Adds the neighbours that one layer found.</summary>
    /// <param name="ids">images × k positions of training rows, image after image; negative where a neighbour is missing.</param>
    /// <param name="trainingLabels">Label of every training row, from 0 and below <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">The number of positions is not images × k, or a position or label is out of range.</exception>
    public void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> trainingLabels)
    {
        if (ids.Length != Images * Neighbors)
        {
            throw new ArgumentException($"{ids.Length} neighbours given for {Images} images × {Neighbors}.", nameof(ids));
        }
        for (int image = 0; image < Images; image++)
        {
            Span<int> votes = _votes.AsSpan(image * Classes, Classes);
            foreach (int id in ids.Slice(image * Neighbors, Neighbors))
            {
                if (id < 0)
                {
                    Missing++;
                    if (_missing == MissingNeighbors.ClassZero) votes[0]++;
                    continue;
                }
                if (id >= trainingLabels.Length)
                {
                    throw new ArgumentException($"Neighbour {id} is none of the {trainingLabels.Length} training rows.", nameof(ids));
                }
                int label = trainingLabels[id];
                if ((uint)label >= (uint)Classes)
                {
                    throw new ArgumentException(
                        $"Training row {id} has label {label}, but there are {Classes} classes.", nameof(trainingLabels));
                }
                votes[label]++;
            }
        }
        Layers++;
    }

    /// <summary>Votes of one image per class, over all layers so far.</summary>
    /// <param name="image">Position in the batch.</param>
    public ReadOnlySpan<int> Votes(int image) => _votes.AsSpan(image * Classes, Classes);

    /// <summary>The nonconformity of one image with every class: α(z, j) = k·l − votes for j, from 0 to k·l.</summary>
    /// <param name="image">Position in the batch.</param>
    /// <param name="alpha">Receives <see cref="Classes"/> values.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void Nonconformity(int image, Span<int> alpha)
    {
        if (alpha.Length != Classes)
        {
            throw new ArgumentException($"Room for {alpha.Length} values given; there are {Classes} classes.", nameof(alpha));
        }
        ReadOnlySpan<int> votes = Votes(image);
        int all = Neighbors * Layers;
        for (int j = 0; j < alpha.Length; j++) alpha[j] = all - votes[j];
    }

    /// <summary>The nonconformity of one image with one class, such as the true label of a calibration image.</summary>
    /// <param name="image">Position in the batch.</param>
    /// <param name="label">The class.</param>
    public int Nonconformity(int image, int label) => (Neighbors * Layers) - Votes(image)[label];
}
