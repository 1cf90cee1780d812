using System.Text.Encodings.Web;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>The file of everything that a run measured, <c>results.json</c>.</summary>
public static class ResultsFile
{
    /// <summary>Name of the file in a run's directory.</summary>
    public const string FileName = "results.json";

    /// <summary>Name of the file of the same fields with standard deviations, beside one that has means over several seeds.</summary>
    public const string DeviationName = "deviation.json";

    /// <summary>The command line and names are to be read as they are; the file goes into no page, where more would have to be escaped.</summary>
    private static readonly JsonWriterOptions _format =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file: to a temporary name first, so that a failure leaves any earlier file as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">What the run measured.</param>
    public static void Write(string path, RunResults results) => AtomicFile.Write(path, stream => Write(stream, results));

    /// <summary>Writes the content of the file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="results">What the run measured.</param>
    public static void Write(Stream stream, RunResults results)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using (var writer = new Utf8JsonWriter(stream, _format))
        {
            JsonSerializer.Serialize(writer, results, ResultsJsonContext.Default.RunResults);
        }
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Path of the file in a run's directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="DirectoryNotFoundException">The directory is not there, or it holds no finished run.</exception>
    public static string Require(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (File.Exists(path)) return path;
        throw new DirectoryNotFoundException(
            !Directory.Exists(directory) ? $"There is no directory '{directory}'; give the directory that a run wrote."
            : File.Exists(Path.Combine(directory, RunList.FileName))
                ? $"'{directory}' holds a run that was interrupted ({FileName} is missing); the same command once more finishes it."
            : $"'{directory}' holds no run ({FileName} is missing); give the directory that a run wrote.");
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no results file, of another schema, or holds a number that no run can measure.</exception>
    public static RunResults Read(string path)
    {
        byte[] json = File.ReadAllBytes(path);
        try
        {
            RunResults? results = JsonSerializer.Deserialize(json, ResultsJsonContext.Default.RunResults);
            if (results?.Schema == RunResults.CurrentSchema)
            {
                ResultsCheck.Require(results);
                return results;
            }
            throw new InvalidDataException(
                $"{path}: schema {results?.Schema.ToString() ?? "missing"} is not {RunResults.CurrentSchema}, "
                + "the one this program reads; repeat the run with it.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is no results file ({exception.Message}); repeat the run to write it anew.", exception);
        }
    }
}
