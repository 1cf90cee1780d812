using System.Buffers.Binary;
using System.Text;

namespace DkNN.Vectors;

/// <summary>One section in the header page of a section file.</summary>
/// <param name="Name">Name, at most 16 ASCII characters.</param>
/// <param name="Offset">First byte in the file, a multiple of 64.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Checksum"><see cref="SectionChecksum"/> of the bytes.</param>
internal readonly record struct SectionEntry(string Name, long Offset, int Length, UInt128 Checksum)
{
    /// <summary>Most sections that the page has room for.</summary>
    public const int MaxSections = (HeaderPage.Size - FirstEntry) / EntryBytes;

    public const int NameBytes = 16;
    public const int KindBytes = 32;

    private const int FirstEntry = 64;
    private const int EntryBytes = 48;
    private const int Version = 2;

    public static ReadOnlySpan<byte> Magic => "DKNNSECT"u8;

    public static byte[] WritePage(string kind, IReadOnlyList<SectionEntry> entries)
    {
        byte[] page = new byte[HeaderPage.Size];
        var fields = page.AsSpan(HeaderPage.Fields);
        BinaryPrimitives.WriteInt32LittleEndian(fields, entries.Count);
        Encoding.ASCII.GetBytes(kind, fields[4..]);
        for (int i = 0; i < entries.Count; i++)
        {
            var at = page.AsSpan(FirstEntry + (i * EntryBytes), EntryBytes);
            Encoding.ASCII.GetBytes(entries[i].Name, at);
            BinaryPrimitives.WriteInt64LittleEndian(at[16..], entries[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(at[24..], entries[i].Length);
            BinaryPrimitives.WriteUInt128LittleEndian(at[32..], entries[i].Checksum);
        }

        HeaderPage.Seal(page, Magic, Version);
        return page;
    }

    /// <exception cref="InvalidDataException">The page is damaged, of another kind, or belies the file's length.</exception>
    public static IReadOnlyList<SectionEntry> ReadPage(ReadOnlySpan<byte> page, long fileLength, string path, string kind)
    {
        HeaderPage.Check(page, Magic, Version, path, "section file");
        var fields = page[HeaderPage.Fields..];
        string found = KindOf(page);
        if (found != kind)
        {
            throw new InvalidDataException(
                $"'{path}' holds '{found}', not '{kind}'. Give the right file, or delete this one so that it is made anew.");
        }

        int count = BinaryPrimitives.ReadInt32LittleEndian(fields);
        if (count is < 0 or > MaxSections) throw HeaderPage.Damaged(path, $"it claims {count} sections");

        var entries = new SectionEntry[count];
        long end = HeaderPage.Size;
        for (int i = 0; i < count; i++)
        {
            var at = page.Slice(FirstEntry + (i * EntryBytes), EntryBytes);
            long offset = BinaryPrimitives.ReadInt64LittleEndian(at[16..]);
            long length = BinaryPrimitives.ReadInt64LittleEndian(at[24..]);
            string name = Text(at[..NameBytes]);
            if (length is < 0 or > int.MaxValue || offset < end || offset % RowMatrix.Alignment != 0 || offset > fileLength - length)
            {
                throw HeaderPage.Damaged(path, $"its section '{name}' does not lie inside its {fileLength} bytes");
            }

            end = offset + length;
            entries[i] = new SectionEntry(name, offset, (int)length, BinaryPrimitives.ReadUInt128LittleEndian(at[32..]));
        }

        if (end != fileLength) throw HeaderPage.Damaged(path, $"it has {fileLength} bytes where its sections end at {end}");
        return entries;
    }

    /// <summary>What a file says that it holds.</summary>
    public static string KindOf(ReadOnlySpan<byte> page) => Text(page.Slice(HeaderPage.Fields + sizeof(int), KindBytes));

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes.TrimEnd((byte)0));
}
