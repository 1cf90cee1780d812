using System.Buffers.Binary;

namespace DkNN.Hosting;

/// <summary>
/// Tells a file that was cut short from one that is something else, which the metadata reader does not. Offsets are those of the PE
/// format specification: the DOS stub, the COFF header, the optional header, the section table.
/// </summary>
internal static class PortableExecutable
{
    private const int NewHeaderOffset = 0x3C;
    private const int DosHeaderSize = 0x40;
    private const int SectionCountOffset = 6;
    private const int OptionalHeaderSizeOffset = 20;
    private const int CoffHeaderSize = 24;
    private const int SectionSize = 40;
    private const int RawSizeOffset = 16;
    private const int RawPointerOffset = 20;

    /// <summary>Whether the bytes begin as a DLL does; a single 'M' counts.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> image) => !image.IsEmpty && "MZ"u8.StartsWith(image[..Math.Min(2, image.Length)]);

    /// <summary>Whether headers or sections lie beyond the end of a file that <see cref="HasSignature"/>.</summary>
    public static bool IsCutShort(ReadOnlySpan<byte> image)
    {
        if (image.Length < DosHeaderSize) return true;
        long header = BinaryPrimitives.ReadUInt32LittleEndian(image[NewHeaderOffset..]);
        if (header + CoffHeaderSize > image.Length) return true;
        var coff = image[(int)header..];
        int sections = BinaryPrimitives.ReadUInt16LittleEndian(coff[SectionCountOffset..]);
        int table = CoffHeaderSize + BinaryPrimitives.ReadUInt16LittleEndian(coff[OptionalHeaderSizeOffset..]);
        if (table + (sections * SectionSize) > coff.Length) return true;
        for (int section = 0; section < sections; section++)
        {
            var entry = coff[(table + (section * SectionSize))..];
            long size = BinaryPrimitives.ReadUInt32LittleEndian(entry[RawSizeOffset..]);
            long start = BinaryPrimitives.ReadUInt32LittleEndian(entry[RawPointerOffset..]);
            if (size > 0 && start + size > image.Length) return true;
        }
        return false;
    }
}
