using System.Buffers.Binary;
using System.IO.Hashing;

namespace DkNN.Vectors;

/// <summary>
/// The first 4,096 bytes of every checked binary file: eight bytes that name the format, XxHash64 of the rest of the page, the format's
/// version, then its own fields. All numbers are little-endian.
/// </summary>
internal static class HeaderPage
{
    /// <summary>Bytes of the page: what follows starts on a page of memory.</summary>
    public const int Size = 4096;

    /// <summary>Where the format's own fields start.</summary>
    public const int Fields = 20;

    public static void Seal(Span<byte> page, ReadOnlySpan<byte> magic, int version)
    {
        magic.CopyTo(page);
        BinaryPrimitives.WriteInt32LittleEndian(page[16..], version);
        SealAgain(page);
    }

    /// <summary>Makes the checksum of a page right that was changed.</summary>
    public static void SealAgain(Span<byte> page) =>
        BinaryPrimitives.WriteUInt64LittleEndian(page[8..], XxHash64.HashToUInt64(page[16..]));

    /// <exception cref="InvalidDataException">The page is of another format or version, or damaged.</exception>
    public static void Check(ReadOnlySpan<byte> page, ReadOnlySpan<byte> magic, int version, string path, string format)
    {
        if (!page.StartsWith(magic))
        {
            throw new InvalidDataException(
                $"'{path}' is no {format}: it begins otherwise. Give the right file, or delete this one so that it is made anew.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(page[8..]) != XxHash64.HashToUInt64(page[16..]))
        {
            throw Damaged(path, "its header does not match its checksum");
        }

        int found = BinaryPrimitives.ReadInt32LittleEndian(page[16..]);
        if (found != version)
        {
            throw new InvalidDataException(
                $"'{path}' is a {format} of version {found}; this program reads version {version}. Delete it, so that it is made anew.");
        }
    }

    public static InvalidDataException Damaged(string path, string how) => new(
        $"'{path}' is damaged: {how}. Delete it, so that it is made anew.");
}
