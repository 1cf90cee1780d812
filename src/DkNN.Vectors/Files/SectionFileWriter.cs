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

    /// <summary>Adds a section to a file that is complete. Until that has ended, the file is refused as damaged.</summary>
    /// <typeparam name="T">A number type.</typeparam>
    /// <param name="path">The file, open nowhere.</param>
    /// <param name="name">Name, up to 16 ASCII characters, that no section has.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="InvalidDataException">The file is no section file, or is damaged.</exception>
    /// <exception cref="ArgumentException">The name is taken or no such text.</exception>
    /// <exception cref="InvalidOperationException">The file has no room for another section.</exception>
    public static void Append<T>(string path, string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        byte[] page = new byte[HeaderPage.Size];
        stream.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
        string kind = SectionEntry.KindOf(page);
        var entries = new List<SectionEntry>(SectionEntry.ReadPage(page, stream.Length, path, kind));
        stream.Position = stream.Length;
        Add(stream, entries, name, MemoryMarshal.AsBytes(values));
        stream.Position = 0;
        stream.Write(SectionEntry.WritePage(kind, entries));
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
        Add(_file.Stream, _entries, name, MemoryMarshal.AsBytes(values));
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

    private static void Add(Stream stream, List<SectionEntry> entries, string name, ReadOnlySpan<byte> bytes)
    {
        RequireText(name, SectionEntry.NameBytes, nameof(name));
        if (entries.Exists(entry => entry.Name == name)) throw new ArgumentException($"There is a section '{name}' already.", nameof(name));
        if (entries.Count == SectionEntry.MaxSections)
        {
            throw new InvalidOperationException($"A file takes up to {SectionEntry.MaxSections} sections.");
        }

        long end = stream.Position;
        long offset = (end + RowMatrix.Alignment - 1) / RowMatrix.Alignment * RowMatrix.Alignment;
        stream.Write(new byte[offset - end]);
        stream.Write(bytes);
        entries.Add(new SectionEntry(name, offset, bytes.Length, SectionChecksum.Of(bytes)));
    }

    private static void RequireText(string text, int most, string parameter)
    {
        if (string.IsNullOrEmpty(text) || text.Length > most || !Ascii.IsValid(text))
        {
            throw new ArgumentException($"'{text}' is not 1 to {most} ASCII characters.", parameter);
        }
    }
}
