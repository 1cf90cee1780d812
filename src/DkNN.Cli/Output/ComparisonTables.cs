using DkNN.Reporting;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>Runs side by side, in tables.</summary>
internal static class ComparisonTables
{
    /// <summary>Longer names would make tables wider than a terminal.</summary>
    private const int LongestHeading = 24;

    public static void Show(IAnsiConsole console, RunComparison comparison)
    {
        var output = console.Profile.Out.Writer;
        string[] headings = [.. comparison.Runs];
        if (headings.Any(name => name.Length > LongestHeading))
        {
            for (int i = 0; i < headings.Length; i++) output.WriteLine($"{headings[i] = $"run {i + 1}"}: {comparison.Runs[i]}");
            output.WriteLine();
        }
        output.WriteLine(comparison.Settings.IsEmpty ? "Nothing differs in the settings." : "What differs in the settings");
        if (!comparison.Settings.IsEmpty)
        {
            var settings = TableFor(headings, "setting", Justify.Left);
            foreach (var setting in comparison.Settings) AddRow(settings, setting.Name, setting.Values.Select(ComparisonReport.TextOf));
            console.Write(settings);
        }
        foreach (var table in comparison.Tables)
        {
            output.WriteLine();
            output.WriteLine(table.Title);
            var numbers = TableFor(headings, table.Kind, Justify.Right);
            foreach (var row in table.Rows) AddRow(numbers, row.Name, table.Texts(row));
            console.Write(numbers);
        }
    }

    private static Table TableFor(string[] headings, string first, Justify alignment)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn(new Text(first)));
        foreach (string run in headings) table.AddColumn(new TableColumn(new Text(run)) { Alignment = alignment });
        return table;
    }

    private static void AddRow(Table table, string name, IEnumerable<string> cells) =>
        table.AddRow(cells.Prepend(name).Select(cell => new Text(cell)));
}
