namespace DkNN.Generators.Diagnostics;

/// <summary>Helps a person who mistyped a layer's name, in the words that the host uses for other names.</summary>
internal static class NearestName
{
    /// <summary>The nearest name.</summary>
    public static string Find(string name, IReadOnlyCollection<string> known) => known.OrderBy(candidate => Distance(name, candidate)).First();

    /// <summary>A sentence that suggests the nearest name, where one is near, and lists all.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> known)
    {
        string nearest = Find(name, known);
        string hint = Distance(name, nearest) <= Math.Max(2, name.Length / 3) ? $"Did you mean '{nearest}'? " : "";
        return $"{hint}Known: {string.Join(", ", known)}";
    }

    /// <summary>Levenshtein distance without case.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        foreach (char letter in left)
        {
            int diagonal = row[0]++;
            for (int column = 1; column <= right.Length; column++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(right[column - 1]) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, 1 + Math.Min(row[column], row[column - 1]));
            }
        }
        return row[right.Length];
    }
}
