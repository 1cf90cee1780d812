using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Scores.Features;

/// <summary>The mean training row of every class that has any.</summary>
internal static class ClassMeans
{
    public static IReadOnlyDictionary<int, double[]> Of(RowMatrix rows, ImmutableArray<int> labels)
    {
        var sums = new SortedDictionary<int, double[]>();
        var counts = new Dictionary<int, int>();
        for (int row = 0; row < rows.Count; row++)
        {
            int label = labels[row];
            if (!sums.TryGetValue(label, out double[]? sum)) sums.Add(label, sum = new double[rows.Dimension]);
            counts[label] = counts.GetValueOrDefault(label) + 1;
            var values = rows.Row(row);
            for (int at = 0; at < sum.Length; at++) sum[at] += values[at];
        }
        foreach (var (label, sum) in sums)
        {
            for (int at = 0; at < sum.Length; at++) sum[at] /= counts[label];
        }
        return sums;
    }
}
