namespace DkNN.Core;

/// <summary>Some calibration scores, counted so that a p-value takes constant time.</summary>
internal sealed class ScoreCounts
{
    // How many scores are at least as great, for every α from 0 to one above the greatest.
    private readonly int[] _atLeast;
    private readonly PValueRule _rule;

    /// <param name="alphas">The scores, none negative, at least one.</param>
    /// <param name="trimZeros">Whether those that are 0 do not count.</param>
    /// <param name="rule">How they give p-values.</param>
    public ScoreCounts(int[] alphas, bool trimZeros, PValueRule rule)
    {
        _rule = rule;
        _atLeast = new int[alphas.Max() + 2];
        foreach (int alpha in alphas) _atLeast[alpha]++;
        if (trimZeros) _atLeast[0] = 0;
        for (int alpha = _atLeast.Length - 2; alpha >= 0; alpha--) _atLeast[alpha] += _atLeast[alpha + 1];
    }

    /// <summary>The scores that count.</summary>
    public int Count => _atLeast[0];

    /// <summary>The p-value of a nonconformity.</summary>
    /// <param name="alpha">At least 0.</param>
    /// <param name="draw">θ, from 0 to 1, which breaks ties where the rule asks for it.</param>
    public double PValue(int alpha, double draw)
    {
        int atLeast = AtLeast(alpha);
        return _rule switch
        {
            PValueRule.Share => (double)atLeast / Count,
            PValueRule.Valid => (double)(atLeast + 1) / (Count + 1),
            _ => (AtLeast(alpha + 1) + (draw * (atLeast - AtLeast(alpha + 1) + 1))) / (Count + 1),
        };
    }

    private int AtLeast(int alpha) => _atLeast[Math.Min(alpha, _atLeast.Length - 1)];
}
