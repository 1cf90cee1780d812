using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DkNN.Vectors;

namespace DkNN.Testing;

/// <summary>
/// A section file taken apart, to be put together otherwise with checksums that are right: what a hostile author would write, of whom a
/// reader has to expect that any number is any number.
/// </summary>
public sealed class SectionImage
{
    private readonly List<(string Name, byte[] Content)> _sections;

    private SectionImage(string kind, List<(string Name, byte[] Content)> sections)
    {
        Kind = kind;
        _sections = sections;
    }

    /// <summary>What the file holds, as in "index/exact/1".</summary>
    public string Kind { get; set; }

    /// <summary>Number of sections.</summary>
    public int Count => _sections.Count;

    /// <summary>Takes a whole file apart; null where it is no section file.</summary>
    /// <param name="content">The file.</param>
    public static SectionImage? Of(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(SectionEntry.Magic)) return null;
        string kind = SectionEntry.KindOf(content);
        var sections = new List<(string, byte[])>();
        foreach (var entry in SectionEntry.ReadPage(content[..HeaderPage.Size], content.Length, "image", kind))
        {
            sections.Add((entry.Name, content.Slice((int)entry.Offset, entry.Length).ToArray()));
        }

        return new SectionImage(kind, sections);
    }

    /// <summary>Takes a file apart, changes one section and writes it to another place.</summary>
    /// <typeparam name="T">Type of the section's values.</typeparam>
    /// <param name="from">A whole file.</param>
    /// <param name="to">Where the changed one goes.</param>
    /// <param name="section">Name of the section.</param>
    /// <param name="change">Changes its values.</param>
    /// <exception cref="ArgumentException">There is no such file or section.</exception>
    public static void Rewrite<T>(string from, string to, string section, Action<T[]> change)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(change);
        var image = Of(File.ReadAllBytes(from)) ?? throw new ArgumentException($"'{from}' is no section file.", nameof(from));
        int number = image._sections.FindIndex(one => one.Name == section);
        if (number < 0) throw new ArgumentException($"'{from}' has no section '{section}'.", nameof(section));
        var values = MemoryMarshal.Cast<byte, T>(image[number]).ToArray();
        change(values);
        image[number] = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        File.WriteAllBytes(to, image.ToBytes());
    }

    /// <summary>The content of a section.</summary>
    /// <param name="section">Its number.</param>
    public byte[] this[int section]
    {
        get => _sections[section].Content;
        set => _sections[section] = (_sections[section].Name, value);
    }

    /// <summary>Adds a section at the end.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its content.</param>
    public void Add(string name, byte[] content) => _sections.Add((name, content));

    /// <summary>Takes a section away.</summary>
    /// <param name="section">Its number.</param>
    public void RemoveAt(int section) => _sections.RemoveAt(section);

    /// <summary>Another image of the same content, to be changed by itself.</summary>
    public SectionImage Copy() => new(Kind, [.. _sections]);

    /// <summary>Puts the file together, with checksums that are right.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[HeaderPage.Size]);
        var entries = new List<SectionEntry>();
        foreach (var (name, content) in _sections)
        {
            stream.SetLength((stream.Length + RowMatrix.Alignment - 1) / RowMatrix.Alignment * RowMatrix.Alignment);
            stream.Position = stream.Length;
            entries.Add(new SectionEntry(name, stream.Position, content.Length, SectionChecksum.Of(content)));
            stream.Write(content);
        }

        byte[] bytes = stream.ToArray();
        SectionEntry.WritePage(Kind, entries).CopyTo(bytes, 0);
        return bytes;
    }

    /// <summary>Overwrites numbers of the header of a file, and makes its checksum right.</summary>
    /// <param name="content">The file.</param>
    /// <param name="at">First byte, from 16 on.</param>
    /// <param name="value">The number.</param>
    /// <param name="bytes">Its size: 4 or 8.</param>
    public static void OverwriteHeader(byte[] content, int at, long value, int bytes)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (bytes == sizeof(int)) BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(at), (int)value);
        else BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(at), value);
        HeaderPage.SealAgain(content.AsSpan(0, HeaderPage.Size));
    }
}
