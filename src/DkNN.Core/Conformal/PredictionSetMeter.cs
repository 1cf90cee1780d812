namespace DkNN.Core;

/// <summary>Counts how often conformal prediction sets at one level hold the true class, and how large they are.</summary>
/// <param name="level">The level, in (0, 1): a class is in the set where its p-value is above 1 − level.</param>
/// <param name="classes">Number of classes.</param>
public sealed class PredictionSetMeter(double level, int classes)
{
    private readonly int[] _images = new int[classes];
    private readonly int[] _covered = new int[classes];
    private readonly long[] _sizes = new long[classes];
    private int _empty;
    private int _single;

    /// <summary>The level.</summary>
    public double Level => level;

    /// <summary>Images counted.</summary>
    public int Count => _images.Sum();

    /// <summary>Share of the images whose set holds their class; 0 of none.</summary>
    public double Coverage => Share(_covered.Sum());

    /// <summary>Mean number of classes in a set; 0 of none.</summary>
    public double MeanSize => Count == 0 ? 0 : (double)_sizes.Sum() / Count;

    /// <summary>Share of the images whose set is empty: they are like none of the calibration images.</summary>
    public double EmptyShare => Share(_empty);

    /// <summary>Share of the images whose set is one class.</summary>
    public double SingleShare => Share(_single);

    /// <summary>Adds an image.</summary>
    /// <param name="label">Its true class; of a foreign image any: only sizes mean something then.</param>
    /// <param name="pValues">p-value of every class.</param>
    /// <exception cref="ArgumentException">There are other classes.</exception>
    public void Add(int label, ReadOnlySpan<double> pValues)
    {
        if (pValues.Length != classes) throw new ArgumentException($"{pValues.Length} p-values for {classes} classes.", nameof(pValues));
        int size = 0;
        foreach (double p in pValues)
        {
            if (p > 1 - level) size++;
        }
        _images[label]++;
        _sizes[label] += size;
        if (pValues[label] > 1 - level) _covered[label]++;
        if (size == 0) _empty++;
        if (size == 1) _single++;
    }

    /// <summary>Images of one class, share covered and mean size of their sets; zeros where there are none.</summary>
    /// <param name="label">The class.</param>
    public (int Count, double Coverage, double MeanSize) Of(int label)
    {
        double count = Math.Max(1, _images[label]);
        return (_images[label], _covered[label] / count, _sizes[label] / count);
    }

    private double Share(int part) => Count == 0 ? 0 : (double)part / Count;
}
