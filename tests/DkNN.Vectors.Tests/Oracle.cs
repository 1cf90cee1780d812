namespace DkNN.Vectors.Tests;

/// <summary>Nearest neighbours as one would write them first: every distance in double precision, then a sort.</summary>
internal static class Oracle
{
    public static (int[] Ids, float[] Distances) Search(RowMatrix rows, RowMatrix queries, int k)
    {
        var ids = new List<int>();
        var distances = new List<float>();
        for (int query = 0; query < queries.Count; query++)
        {
            var nearest = Enumerable.Range(0, rows.Count)
                .Select(row => (Distance: Distance(rows.Row(row), queries.Row(query)), Row: row))
                .Order()
                .Take(k)
                .ToArray();
            ids.AddRange(nearest.Select(found => found.Row));
            distances.AddRange(nearest.Select(found => found.Distance));
        }

        return ([.. ids], [.. distances]);
    }

    private static float Distance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++) sum += Math.Pow((double)left[i] - right[i], 2);
        return (float)Math.Sqrt(sum);
    }
}
