using System.Collections.Immutable;
using DkNN.Reporting;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>Runs side by side, in tables.</summary>
internal static class ComparisonTables
{
    public static void Show(IAnsiConsole console, RunComparison comparison)
    {
        var output = console.Profile.Out.Writer;
        var headings = comparison.Headings;
        if (comparison.HasShortHeadings)
        {
            foreach (var (heading, name) in headings.Zip(comparison.Runs)) output.WriteLine($"{heading}: {name}");
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

    private static Table TableFor(ImmutableArray<string> headings, string first, Justify alignment)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn(new Text(first)));
        foreach (string run in headings) table.AddColumn(new TableColumn(new Text(run)) { Alignment = alignment });
        return table;
    }

    private static void AddRow(Table table, string name, IEnumerable<string> cells) =>
        table.AddRow(cells.Prepend(name).Select(cell => new Text(cell)));
}
