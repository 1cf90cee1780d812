using System.Globalization;
using System.Text.Json;
using DkNN.Model;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>Writes what <c>dknn classify</c> says: for people, for scripts and for spreadsheets.</summary>
internal static class ClassifiedImages
{
    private static readonly string[] Columns =
    [
        "image", "verdict", "label", "class", "credibility", "confidence", "network_label", "network_class", "network_confidence",
        "disagrees", "rejected", "notes",
    ];

    /// <summary>One object a line.</summary>
    public static void WriteJson(TextWriter output, IEnumerable<ClassifiedImage> images)
    {
        foreach (var image in images) output.WriteLine(JsonSerializer.Serialize(image, ClassifyJson.Default.ClassifiedImage));
    }

    /// <summary>A row an image, in the dialect of a run's tables, with a p-value for every class at its end.</summary>
    public static void WriteCsv(IEnumerable<ClassifiedImage> images, ModelDescription model)
    {
        using var stream = new StandardOutput();
        string[] columns = [.. Columns, .. Enumerable.Range(0, model.Classes).Select(label => $"p_{label}")];
        CsvTable.Write(stream, columns, images, (writer, image) =>
        {
            writer.WriteField(image.Image);
            writer.WriteField(image.Verdict);
            writer.WriteField(image.Label);
            writer.WriteField(image.ClassName);
            writer.WriteField(image.Credibility);
            writer.WriteField(image.Confidence);
            writer.WriteField(image.NetworkLabel);
            writer.WriteField(image.NetworkClassName);
            writer.WriteField(image.NetworkConfidence);
            writer.WriteField(image.Disagrees ?? "");
            writer.WriteField(image.Rejected ? "true" : "false");
            writer.WriteField(string.Join("; ", image.Notes));
            foreach (double p in image.PValues) writer.WriteField(p);
        });
    }

    /// <summary>A line an image, as soon as it is known.</summary>
    public static void WriteLines(TextWriter output, IEnumerable<ClassifiedImage> images)
    {
        foreach (var image in images)
        {
            string notes = string.Concat(image.Notes.Select(note => $"; {note}"));
            output.WriteLine(
                $"{image.Image}: {Said(image)} (credibility {Number(image.Credibility)}, confidence {Number(image.Confidence)}, "
                + $"network {Network(image)}{notes})");
        }
    }

    /// <summary>A table, when all are known.</summary>
    public static void WriteTable(IAnsiConsole console, IEnumerable<ClassifiedImage> images)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("image", "verdict");
        foreach (string heading in new[] { "credibility", "confidence", "network" }) table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        var notes = new List<string>();
        foreach (var image in images)
        {
            string[] cells = [image.Image, Said(image), Number(image.Credibility), Number(image.Confidence), Network(image)];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
            if (!image.Notes.IsEmpty) notes.Add($"{image.Image}: {string.Join(", ", image.Notes)}");
        }
        if (table.Rows.Count > 0) console.Write(table);
        foreach (string note in notes) console.Profile.Out.Writer.WriteLine(note);
    }

    private static string Said(ClassifiedImage image) => image.Rejected ? $"rejected: {image.Verdict}" : image.Verdict;

    private static string Network(ClassifiedImage image) => $"{image.NetworkClassName} at {Number(image.NetworkConfidence)}";

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
