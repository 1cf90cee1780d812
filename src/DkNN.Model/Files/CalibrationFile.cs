namespace DkNN.Model;

/// <summary>The table of the calibration images, <c>calibration.csv</c>.</summary>
public static class CalibrationFile
{
    /// <summary>Name of the table in a run's directory.</summary>
    public const string FileName = "calibration.csv";

    private static readonly string[] Columns = ["id", "label", "alpha"];

    /// <summary>Writes the table to a temporary file that is then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows.</param>
    public static void Write(string path, IEnumerable<CalibrationRow> rows) => CsvTable.Write(path, Columns, rows, (writer, row) =>
    {
        writer.WriteField(row.Id);
        writer.WriteField(row.Label);
        writer.WriteField(row.Alpha);
    });

    /// <summary>Reads the table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column or a field is not as it must be; the message names the line.</exception>
    public static IReadOnlyList<CalibrationRow> Read(string path) =>
        CsvTable.Read(path, _ => Columns, fields => new CalibrationRow(fields.Integer(), fields.Integer(), fields.Integer()));
}
