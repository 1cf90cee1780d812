using System.Globalization;

namespace DkNN.Reporting;

/// <summary>Puts two reports of one shape together: one of means, and one of what they deviate by.</summary>
internal static class DeviationTables
{
    /// <summary>The first report, with "± deviation" after every number of its tables that is another in the second.</summary>
    /// <param name="means">A report in Markdown.</param>
    /// <param name="deviations">One with the same tables.</param>
    public static string Merge(string means, string deviations)
    {
        string[] lines = means.Split('\n');
        int[] rows = [.. lines.Index().Where(line => IsRow(line.Item)).Select(line => line.Index)];
        string[] others = [.. deviations.Split('\n').Where(IsRow)];
        if (rows.Length != others.Length) throw new ArgumentException($"{others.Length} rows of tables for {rows.Length}.", nameof(deviations));
        foreach (var (line, other) in rows.Zip(others)) lines[line] = Merged(lines[line], other);
        return string.Join('\n', lines);
    }

    private static bool IsRow(string line) => line.StartsWith('|');

    private static string Merged(string row, string other)
    {
        string[] cells = row.Split('|'), deviations = other.Split('|');
        if (cells.Length != deviations.Length) return row;
        return string.Join('|', cells.Zip(deviations, Merge));

        static string Merge(string mean, string deviation) =>
            mean != deviation && IsNumber(mean) && IsNumber(deviation) ? $"{mean.TrimEnd()} ± {deviation.Trim()} " : mean;
    }

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
}
