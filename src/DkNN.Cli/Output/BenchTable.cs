using System.Globalization;
using DkNN.Benchmarks;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>The results of a benchmark, a table for each layer.</summary>
internal static class BenchTable
{
    public static void Show(IAnsiConsole console, BenchmarkResults results)
    {
        var output = console.Profile.Out.Writer;
        foreach (var layer in results.Layers.Where(layer => !layer.Engines.IsEmpty))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{layer.Name}, {layer.Rows:N0} × {layer.Dimension:N0}, {results.Neighbors} neighbours, {results.ThreadsText}"));
            console.Write(Of(layer));
        }
        output.WriteLine(
            "@0.9 …: milliseconds a query at the fastest effort with that recall on every set of queries, mean over the sets.");
    }

    private static Table Of(BenchmarkLayer layer)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("engine");
        string[] headings =
        [
            .. BenchmarkResults.Recalls.Select(recall => string.Create(CultureInfo.InvariantCulture, $"@{recall}")),
            "build s", "MiB", "load s", "peak MiB",
        ];
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }
        foreach (var engine in layer.Engines)
        {
            var cost = engine.Cost;
            string[] cells =
            [
                engine.Label,
                .. BenchmarkResults.Recalls.Select(recall => Number(engine.Fastest(recall)?.MeanMilliseconds, "F3")),
                Number(cost.BuildSeconds, "F2"), MebiBytes(cost.IndexBytes), Number(cost.LoadSeconds, "F2"), MebiBytes(cost.PeakBytes),
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }
        return table;
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    private static string MebiBytes(long bytes) => (bytes / (double)(1 << 20)).ToString("N0", CultureInfo.InvariantCulture);
}
