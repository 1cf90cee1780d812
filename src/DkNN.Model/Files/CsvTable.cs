using System.Globalization;
using CsvHelper;
using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>The one dialect of a run's tables: UTF-8, a header, commas, invariant numbers, and '\n' after every row.</summary>
public static class CsvTable
{
    private static readonly CsvWriterOptions WriterOptions = new() { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture };

    private static readonly CsvReaderOptions ReaderOptions = new()
    {
        Separator = ',',
        FormatProvider = CultureInfo.InvariantCulture,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    /// <summary>Writes a table row by row, to a temporary file that is then renamed.</summary>
    /// <typeparam name="TRow">What a row is made of.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The rows, taken as they come.</param>
    /// <param name="writeFields">Writes the fields of one row.</param>
    public static void Write<TRow>(string path, string[] header, IEnumerable<TRow> rows, Action<CsvWriter, TRow> writeFields) =>
        AtomicFile.Write(path, stream => Write(stream, header, rows, writeFields));

    /// <summary>Writes a table row by row to a stream, which stays open.</summary>
    /// <typeparam name="TRow">What a row is made of.</typeparam>
    /// <param name="stream">The stream.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The rows, taken as they come.</param>
    /// <param name="writeFields">Writes the fields of one row.</param>
    public static void Write<TRow>(Stream stream, string[] header, IEnumerable<TRow> rows, Action<CsvWriter, TRow> writeFields)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(writeFields);
        using var writer = CsvWriter.Create(stream, WriterOptions, leaveOpen: true);
        writer.WriteHeader(header);
        foreach (TRow row in rows)
        {
            writeFields(writer, row);
            writer.EndRecord();
        }
    }

    /// <summary>Reads a whole table.</summary>
    /// <typeparam name="TRow">What a row is read into.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="expectedHeader">The header that there must be, given the number of columns found.</param>
    /// <param name="readRow">Reads the fields of one row.</param>
    /// <exception cref="InvalidDataException">
    /// The header differs, or a row is malformed; the message names the file and the line.
    /// </exception>
    public static IReadOnlyList<TRow> Read<TRow>(string path, Func<int, string[]> expectedHeader, Func<CsvFields, TRow> readRow)
    {
        using var reader = CsvReader.FromFile(path, ReaderOptions);
        try
        {
            string[] header = [.. reader.Headers], expected = expectedHeader(header.Length);
            if (!header.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidDataException(
                    $"{path}: the header is '{string.Join(',', header)}', but must be '{string.Join(',', expected)}'.");
            }
            var rows = new List<TRow>();
            while (reader.Read()) rows.Add(readRow(new CsvFields(path, reader)));
            return rows;
        }
        catch (CsvFormatException exception)
        {
            throw new InvalidDataException($"{path} is damaged ({exception.Message}); repeat the run to write it anew.", exception);
        }
    }
}
