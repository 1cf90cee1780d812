namespace DkNN;

/// <summary>Helps a person who mistyped a name.</summary>
public static class NameSuggestion
{
    /// <summary>A sentence that suggests the nearest known name, where one is near, and lists the known ones.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names; may be empty.</param>
    public static string For(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] names = [.. known.Order(StringComparer.OrdinalIgnoreCase)];
        if (names.Length == 0) return "None is known.";
        string hint = Nearest(name, names) is { } nearest ? $"Did you mean '{nearest}'? " : "";
        return $"{hint}Known: {string.Join(", ", names)}.";
    }

    /// <summary>The nearest known name, where one is near; else null.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names; may be empty.</param>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        string? nearest = known.MinBy(candidate => Distance(name, candidate));
        return nearest is not null && Distance(name, nearest) <= Math.Max(2, name.Length / 3) ? nearest : null;
    }

    /// <summary>Levenshtein distance without case.</summary>
    private static int Distance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = previous[j - 1] + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(substitution, 1 + Math.Min(previous[j], current[j - 1]));
            }
            (previous, current) = (current, previous);
        }
        return previous[right.Length];
    }
}
