using System.Runtime.InteropServices;
using System.Text;

namespace DkNN.Vectors;

/// <summary>
/// Writes a <see cref="SectionFile"/>, section after section, under a temporary name in the same folder; <see cref="Complete"/> gives it
/// its name. Disposing without that leaves nothing behind, and whatever had the name before as it was.
/// </summary>
public sealed unsafe class SectionFileWriter : IDisposable
{
    private readonly AtomicFile _file;
    private readonly string _kind;
    private readonly List<SectionEntry> _entries = [];

    private SectionFileWriter(string path, string kind)
    {
        _kind = kind;
        _file = new AtomicFile(path);
        _file.Stream.Write(new byte[HeaderPage.Size]);
    }

    /// <summary>Starts a file.</summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <param name="kind">What the file holds, such as "index/exact/1": up to 32 ASCII characters, asked for again at opening.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static SectionFileWriter Create(string path, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RequireText(kind, SectionEntry.KindBytes, nameof(kind));
        return new SectionFileWriter(path, kind);
    }

    /// <summary>Adds a section.</summary>
    /// <typeparam name="T">A number type; values are stored as they stand in memory, little-endian.</typeparam>
    /// <param name="name">Name, up to 16 ASCII characters, once a file.</param>
    /// <param name="values">The values, less than 2 GiB.</param>
    /// <exception cref="ArgumentException">The name is taken or no such text.</exception>
    /// <exception cref="InvalidOperationException">The file has no room for another section.</exception>
    public void Add<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        RequireText(name, SectionEntry.NameBytes, nameof(name));
        if (_entries.Exists(entry => entry.Name == name))
        {
            throw new ArgumentException($"There is a section '{name}' already.", nameof(name));
        }

        if (_entries.Count == SectionEntry.MaxSections)
        {
            throw new InvalidOperationException($"A file takes up to {SectionEntry.MaxSections} sections.");
        }

        var bytes = MemoryMarshal.AsBytes(values);
        long end = _file.Stream.Position;
        long offset = (end + RowMatrix.Alignment - 1) / RowMatrix.Alignment * RowMatrix.Alignment;
        _file.Stream.Write(new byte[offset - end]);
        _file.Stream.Write(bytes);
        _entries.Add(new SectionEntry(name, offset, bytes.Length, SectionChecksum.Of(bytes)));
    }

    /// <summary>Adds rows, with their padding.</summary>
    /// <param name="name">Name, up to 16 ASCII characters, once a file.</param>
    /// <param name="rows">The rows, less than 2 GiB.</param>
    public void Add(string name, RowMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Add(name, new ReadOnlySpan<float>(rows.Pointer, checked(rows.Count * rows.Stride)));
    }

    /// <summary>Writes the header and gives the file its name, in place of any that had it.</summary>
    public void Complete()
    {
        _file.Stream.Position = 0;
        _file.Stream.Write(SectionEntry.WritePage(_kind, _entries));
        _file.Commit();
    }

    /// <summary>Deletes the temporary file, unless it was completed.</summary>
    public void Dispose() => _file.Dispose();

    private static void RequireText(string text, int most, string parameter)
    {
        if (string.IsNullOrEmpty(text) || text.Length > most || !Ascii.IsValid(text))
        {
            throw new ArgumentException($"'{text}' is not 1 to {most} ASCII characters.", parameter);
        }
    }
}
