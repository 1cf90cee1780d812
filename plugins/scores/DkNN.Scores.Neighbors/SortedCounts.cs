namespace DkNN.Scores.Neighbors;

/// <summary>Counts in sorted numbers.</summary>
internal static class SortedCounts
{
    /// <summary>How many of the numbers, which rise, are at least so great.</summary>
    public static int AtLeast(ReadOnlySpan<double> sorted, double least)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < least) low = middle + 1;
            else high = middle;
        }
        return sorted.Length - low;
    }
}
