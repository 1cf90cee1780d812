using DkNN.Benchmarks;
using DkNN.Model;

namespace DkNN.Reporting;

/// <summary>Writes the report of a benchmark: <c>bench.md</c>, and <c>plots/</c> with a picture of every layer as PNG and SVG.</summary>
public static class BenchmarkReport
{
    /// <summary>Name of the report in a benchmark's directory.</summary>
    public const string FileName = "bench.md";

    /// <summary>Draws the pictures and writes the report, over those of an earlier time.</summary>
    /// <param name="directory">The benchmark's directory.</param>
    /// <param name="results">What was measured.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    public static void Write(string directory, BenchmarkResults results, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (BenchmarkLayer layer in results.Layers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RecallRateFigure.Of(layer, results).Save(Path.Combine(directory, MarkdownText.PlotsDirectory));
        }
        MarkdownText.Save(Path.Combine(directory, FileName), TextOf(results));
    }

    private static string TextOf(BenchmarkResults results)
    {
        var text = new MarkdownText();
        text.Paragraph("# Nearest-neighbour engines on exported activations");
        text.Paragraph($"""
            {results.Neighbors} neighbours a query, {results.ThreadsText}, {ProgramInfo.Current.Name} {ProgramInfo.Current.Version}.
            Recall is the share of the true neighbours found; a row as near as the true {results.Neighbors}th counts. Every number is in
            [{BenchmarkFile.FileName}]({BenchmarkFile.FileName}). Times say something of one machine only: compare ratios.
            """);
        if (results.Layers.Any(layer => layer.Engines.Any(engine => engine.IsPeer)))
        {
            text.Paragraph("Peers, measured by `benchmarks/peers/peers.py`, are in *italics*, and dashed in the pictures.");
        }
        foreach (BenchmarkLayer layer in results.Layers) WriteLayer(text, layer, results);
        return text.ToString();
    }

    private static void WriteLayer(MarkdownText text, BenchmarkLayer layer, BenchmarkResults results)
    {
        text.Paragraph($"## {MarkdownText.Escape(layer.Name)}: {Text.Count(layer.Rows)} rows of {Text.Count(layer.Dimension)} floats");
        if (layer.Engines.IsEmpty)
        {
            text.Paragraph("No engine was measured.");
            return;
        }
        text.Picture(RecallRateFigure.Name(layer), $"Queries a second against recall on {layer.Name}");
        text.Paragraph("""
            How to read it: higher is faster, further right finds more. The horizontal axis goes by magnitudes of what is missed, and
            takes the set of queries that an engine does worst on; its right end stands for 0.9999 and above.
            """);

        text.Paragraph("### Build, size, memory");
        var costs = MarkdownTable.OfNumbers("engine", "build s", "index MiB", "load s", "load to first answer s", "peak MiB");
        foreach (BenchmarkEngine engine in layer.Engines)
        {
            BenchmarkLine cost = engine.Cost;
            costs.Row(Name(engine), Text.Measure(cost.BuildSeconds), Text.MebiBytes(cost.IndexBytes), Text.Measure(cost.LoadSeconds),
                Optional(cost.FirstAnswerSeconds), Text.MebiBytes(cost.PeakBytes));
        }
        text.Paragraph(costs.ToString());
        text.Paragraph("""
            Our indexes are saved without the rows, which all of them share; peers save what they hold, mostly the rows too. Peak memory
            is that of the whole process, rows and queries included.
            """);
        foreach (double recall in BenchmarkResults.Recalls) WriteRecall(text, layer, results, recall);
    }

    private static void WriteRecall(MarkdownText text, BenchmarkLayer layer, BenchmarkResults results, double recall)
    {
        text.Paragraph($"### Recall of at least {Text.Epsilon(recall)}");
        var table = MarkdownTable.OfNumbers(
        [
            "engine", .. layer.Queries.Select(set => $"{MarkdownText.Escape(set)}: ms (effort)"), "all sets: ms (effort)", "distances a query",
            $"build and {Text.Count(results.Workload)} queries: s", "of the best peer's",
        ]);
        double? peer = layer.BestPeerSeconds(recall, results.Workload);
        foreach (BenchmarkEngine engine in layer.Engines)
        {
            BenchmarkSetting? all = engine.Fastest(recall);
            double? seconds = all?.Seconds(results.Workload);
            table.Row(
            [
                Name(engine), .. layer.Queries.Select(set => At(engine, engine.Fastest(set, recall))), At(engine, all),
                Optional(all?.MeanDistances), Optional(seconds), Optional(seconds / peer),
            ]);
        }
        text.Paragraph(table.ToString());
    }

    private static string At(BenchmarkEngine engine, BenchmarkLine? line) =>
        line is null ? "–" : At(engine, line.Milliseconds, line.Effort);

    private static string At(BenchmarkEngine engine, BenchmarkSetting? setting) =>
        setting is null ? "–" : At(engine, setting.MeanMilliseconds, setting.Effort);

    /// <summary>The effort is of interest where it was turned.</summary>
    private static string At(BenchmarkEngine engine, double milliseconds, string effort) =>
        engine.Settings.Length == 1 ? Text.Measure(milliseconds) : $"{Text.Measure(milliseconds)} ({effort})";

    private static string Optional(double? value) => value is { } number ? Text.Measure(number) : "–";

    private static string Name(BenchmarkEngine engine) =>
        engine.IsPeer ? $"*{MarkdownText.Escape(engine.Label)}*" : MarkdownText.Escape(engine.Label);
}
