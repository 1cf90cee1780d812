namespace DkNN.Core;

/// <summary>
/// Smoothed p-values of images that come one by one, each compared with all that came before: exactly uniform and independent where all are
/// drawn from one distribution (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World", theorem 2.2 of the first edition).
/// </summary>
public sealed class OnlinePValues
{
    // A binary indexed tree of how often each nonconformity came.
    private readonly int[] _tree;
    private int _count;

    /// <summary>Begins with the calibration images.</summary>
    /// <param name="calibration">Their nonconformity, each from 0 to <paramref name="greatest"/>.</param>
    /// <param name="greatest">The greatest that there can be.</param>
    public OnlinePValues(IEnumerable<int> calibration, int greatest)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentOutOfRangeException.ThrowIfNegative(greatest);
        _tree = new int[greatest + 2];
        foreach (int alpha in calibration) Add(alpha);
    }

    /// <summary>The p-value of the next image, which is then one of those before.</summary>
    /// <param name="alpha">Its nonconformity, from 0 to the greatest.</param>
    /// <param name="draw">θ, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The nonconformity is out of range.</exception>
    public double Next(int alpha, double draw)
    {
        int upTo = UpTo(alpha), below = alpha == 0 ? 0 : UpTo(alpha - 1);
        double p = (_count - upTo + (draw * (upTo - below + 1))) / (_count + 1);
        Add(alpha);
        return p;
    }

    private void Add(int alpha)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)alpha, (uint)_tree.Length - 1, nameof(alpha));
        for (int at = alpha + 1; at < _tree.Length; at += at & -at) _tree[at]++;
        _count++;
    }

    private int UpTo(int alpha)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)alpha, (uint)_tree.Length - 1, nameof(alpha));
        int sum = 0;
        for (int at = alpha + 1; at > 0; at -= at & -at) sum += _tree[at];
        return sum;
    }
}
