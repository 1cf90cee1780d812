namespace DkNN.Core;

/// <summary>
/// Histogram, for one layer, of how many of an image's k neighbours have its true label: 15 bins, of five neighbours each with k = 75,
/// the last of which also holds k of k.
/// </summary>
public sealed class NeighborCorrectness
{
    /// <summary>Number of bins.</summary>
    public const int Bins = 15;

    private readonly int[] _histogram = new int[Bins];

    /// <summary>Images per bin so far; bin i holds i·k/15 to (i + 1)·k/15 correct neighbours, without the upper end.</summary>
    public ReadOnlySpan<int> Histogram => _histogram;

    /// <summary>Adds a batch of images. A missing neighbour is not correct.</summary>
    /// <param name="ids">images × k positions of training rows, image after image; negative where a neighbour is missing.</param>
    /// <param name="trainingLabels">Label of every training row.</param>
    /// <param name="labels">The true label of every image.</param>
    /// <exception cref="ArgumentException">The positions are no whole number per image.</exception>
    public void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> trainingLabels, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty) return;
        int k = ids.Length / labels.Length;
        if (k == 0 || ids.Length != k * labels.Length)
        {
            throw new ArgumentException($"{ids.Length} neighbours are no whole number for each of {labels.Length} images.", nameof(ids));
        }
        for (int image = 0; image < labels.Length; image++)
        {
            int correct = 0;
            foreach (int id in ids.Slice(image * k, k))
            {
                if (id >= 0 && trainingLabels[id] == labels[image]) correct++;
            }
            _histogram[Math.Min(Bins - 1, correct * Bins / k)]++;
        }
    }
}
