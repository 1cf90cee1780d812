using System.Buffers;
using System.Text;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN;

/// <summary>
/// What the program adds to the file of a saved index: which plugin made it, with what options, and what its rows are. It is text, and
/// compared as a whole before the plugin sees the file. A plugin's file of another format is left as it is.
/// </summary>
internal sealed class IndexLabel
{
    private const string Section = "about";

    private readonly byte[] _text;

    /// <summary>Words a label.</summary>
    /// <param name="plugin">Name of the plugin.</param>
    /// <param name="options">Canonical text of its options.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="dimension">Floats in a row.</param>
    /// <param name="origin">What the rows come from.</param>
    public IndexLabel(
        string plugin,
        IEnumerable<KeyValuePair<string, string>> options,
        int count,
        int dimension,
        IEnumerable<KeyValuePair<string, string>> origin)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("plugin", plugin);
            Write("options", options);
            json.WriteNumber("rows", count);
            json.WriteNumber("dimension", dimension);
            Write("origin", origin);
            json.WriteEndObject();

            void Write(string name, IEnumerable<KeyValuePair<string, string>> values)
            {
                json.WriteStartObject(name);
                foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }
        }

        _text = buffer.WrittenSpan.ToArray();
    }

    /// <summary>Adds the label to a file.</summary>
    /// <param name="path">A file that a plugin saved.</param>
    public void AddTo(string path)
    {
        if (SectionFile.IsOne(path)) SectionFileWriter.Append<byte>(path, Section, _text);
    }

    /// <summary>Refuses a file with another label.</summary>
    /// <param name="path">A file that a plugin saved.</param>
    /// <exception cref="InvalidDataException">The label is another, or missing, or the file is damaged.</exception>
    public void RequireOf(string path)
    {
        if (!SectionFile.IsOne(path)) return;
        byte[] found = SectionFile.Read(path, Section);
        if (found.AsSpan().SequenceEqual(_text)) return;
        throw new InvalidDataException(
            $"'{path}' holds another index: {Encoding.UTF8.GetString(found)}, where this was asked for: " +
            $"{Encoding.UTF8.GetString(_text)}. Delete it, so that it is made anew.");
    }
}
