using System.Globalization;

namespace DkNN.Benchmarks;

/// <summary>
/// Tables of measured engines: <c>bench.csv</c>, and what <c>benchmarks/peers/peers.py</c> writes, without the last columns.
/// </summary>
public static class BenchmarkFile
{
    /// <summary>Name of the table in a benchmark's directory.</summary>
    public const string FileName = "bench.csv";

    private static readonly string[] SharedColumns =
    [
        "layer", "engine", "options", "effort", "threads", "queries", "recall", "milliseconds", "build_seconds", "index_bytes",
        "load_seconds", "peak_bytes",
    ];

    private static readonly string[] Columns = [.. SharedColumns, "distances", "first_answer_seconds", "neighbors", "asked", "seed"];

    /// <summary>Writes the table to a temporary file that is then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">The lines.</param>
    public static void Write(string path, IEnumerable<BenchmarkLine> lines) => CsvTable.Write(path, Columns, lines, (writer, line) =>
    {
        writer.WriteField(line.Layer);
        writer.WriteField(line.Engine);
        writer.WriteField(line.Options);
        writer.WriteField(line.Effort);
        writer.WriteField(line.Threads);
        writer.WriteField(line.Queries);
        writer.WriteField(line.Recall);
        writer.WriteField(line.Milliseconds);
        writer.WriteField(line.BuildSeconds);
        writer.WriteField(line.IndexBytes);
        writer.WriteField(line.LoadSeconds);
        writer.WriteField(line.PeakBytes);
        writer.WriteField(Optional(line.Distances));
        writer.WriteField(Optional(line.FirstAnswerSeconds));
        writer.WriteField(Optional(line.Neighbors));
        writer.WriteField(Optional(line.Asked));
        writer.WriteField(Optional(line.Seed));
    });

    /// <summary>Reads a table of either width.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column or a field is not as it must be; the message names the line.</exception>
    public static IReadOnlyList<BenchmarkLine> Read(string path)
    {
        bool isWide = false;
        return CsvTable.Read(
            path,
            columns => (isWide = columns == Columns.Length) ? Columns : SharedColumns,
            fields =>
            {
                // The fields come in the order of the columns.
                var line = new BenchmarkLine
                {
                    Layer = fields.Text(),
                    Engine = fields.Text(),
                    Options = fields.Text(),
                    Effort = fields.Text(),
                    Threads = fields.Integer(),
                    Queries = fields.Text(),
                    Recall = fields.Number(),
                    Milliseconds = fields.Number(),
                    BuildSeconds = fields.Number(),
                    IndexBytes = fields.Long(),
                    LoadSeconds = fields.Number(),
                    PeakBytes = fields.Long(),
                };
                return isWide
                    ? line with
                    {
                        Distances = fields.NumberOrNone(),
                        FirstAnswerSeconds = fields.NumberOrNone(),
                        Neighbors = (int?)fields.NumberOrNone(),
                        Asked = (int?)fields.NumberOrNone(),
                        Seed = (int?)fields.NumberOrNone(),
                    }
                    : line;
            });
    }

    private static string Optional(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
