using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Tables of predictions, one row per image and ε: <c>predictions.csv</c> for the test images, and <c>ood-DATASET.csv</c> with the same
/// columns for the images of another data set. Numbers read back as the same bits.
/// </summary>
public static class PredictionsFile
{
    /// <summary>Name of the test images' table in a run's directory.</summary>
    public const string FileName = "predictions.csv";

    private static readonly string[] FixedColumns =
        ["id", "epsilon", "label", "network_prediction", "network_confidence", "dknn_prediction", "credibility", "confidence"];

    /// <summary>Name of an out-of-distribution data set's table in a run's directory.</summary>
    /// <param name="dataset">Name of the data set.</param>
    public static string OodFileName(string dataset) => $"ood-{dataset}.csv";

    /// <summary>Writes rows as they come, to a temporary file that is then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">A row has another number of classes.</exception>
    public static void Write(string path, int classes, IEnumerable<PredictionRow> rows) =>
        CsvTable.Write(path, Columns(classes), rows, (writer, row) =>
        {
            if (row.Alpha.Count != classes || row.PValues.Count != classes)
            {
                throw new ArgumentException(
                    $"Image {row.Id} has {row.Alpha.Count} α and {row.PValues.Count} p-values, but there are {classes} classes.",
                    nameof(rows));
            }
            writer.WriteField(row.Id);
            writer.WriteField(row.Epsilon);
            writer.WriteField(row.Label);
            writer.WriteField(row.NetworkPrediction);
            writer.WriteField(row.NetworkConfidence);
            writer.WriteField(row.DknnPrediction);
            writer.WriteField(row.Credibility);
            writer.WriteField(row.Confidence);
            for (int j = 0; j < classes; j++) writer.WriteField(row.Alpha[j]);
            for (int j = 0; j < classes; j++) writer.WriteField(row.PValues[j]);
        });

    /// <summary>Reads all rows.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column or a field is not as it must be; the message names the line.</exception>
    public static IReadOnlyList<PredictionRow> Read(string path)
    {
        int classes = 0;
        return CsvTable.Read(path, columns => Columns(classes = Math.Max(0, (columns - FixedColumns.Length) / 2)), fields =>
            Outcome(fields) with { Alpha = fields.Integers(classes), PValues = fields.Numbers(classes) });
    }

    /// <summary>Reads all rows without α and p-values, which may be thousands a row.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column or a field is not as it must be; the message names the line.</exception>
    public static IReadOnlyList<PredictionRow> ReadOutcomes(string path) =>
        CsvTable.Read(path, columns => Columns(Math.Max(0, (columns - FixedColumns.Length) / 2)), fields => Outcome(fields));

    /// <summary>Writes the rows of several tables, one after the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tables">Tables of the same number of classes, at least one.</param>
    public static void Join(string path, IEnumerable<string> tables) => AtomicFile.Write(path, stream =>
    {
        bool isFirst = true;
        foreach (string table in tables)
        {
            using var rows = File.OpenRead(table);
            // The header, which is ASCII, is that of the first table.
            if (!isFirst) while (rows.ReadByte() is not ('\n' or -1)) { }
            rows.CopyTo(stream);
            isFirst = false;
        }
    });

    private static PredictionRow Outcome(CsvFields fields) => new(
        fields.Integer(), fields.Number(), fields.Integer(), fields.Integer(), fields.Number(), fields.Integer(), fields.Number(),
        fields.Number(), [], []);

    private static string[] Columns(int classes) =>
        [.. FixedColumns, .. Enumerable.Range(0, classes).Select(j => $"alpha_{j}"), .. Enumerable.Range(0, classes).Select(j => $"p_{j}")];
}
