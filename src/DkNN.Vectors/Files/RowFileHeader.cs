using System.Buffers.Binary;

namespace DkNN.Vectors;

/// <summary>The fields of a row file's header page.</summary>
/// <param name="Count">Number of rows.</param>
/// <param name="Dimension">Floats in a row.</param>
/// <param name="Checksum">XxHash128 of everything after the header page.</param>
internal readonly record struct RowFileHeader(long Count, int Dimension, UInt128 Checksum)
{
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "DKNNROWS"u8;

    public byte[] ToPage()
    {
        byte[] page = new byte[HeaderPage.Size];
        var fields = page.AsSpan(HeaderPage.Fields);
        BinaryPrimitives.WriteInt32LittleEndian(fields, Dimension);
        BinaryPrimitives.WriteInt64LittleEndian(fields[4..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(fields[12..], RowMatrix.StrideOf(Dimension));
        BinaryPrimitives.WriteUInt128LittleEndian(fields[28..], Checksum);
        HeaderPage.Seal(page, Magic, Version);
        return page;
    }

    /// <exception cref="InvalidDataException">The header is of another format or version, damaged, or belies the file's length.</exception>
    public static RowFileHeader Read(ReadOnlySpan<byte> page, long fileLength, string path)
    {
        HeaderPage.Check(page, Magic, Version, path, "row file");
        var fields = page[HeaderPage.Fields..];
        int dimension = BinaryPrimitives.ReadInt32LittleEndian(fields);
        long count = BinaryPrimitives.ReadInt64LittleEndian(fields[4..]);
        int stride = BinaryPrimitives.ReadInt32LittleEndian(fields[12..]);
        if (dimension is < 1 or > int.MaxValue - RowMatrix.Alignment)
        {
            throw HeaderPage.Damaged(path, $"it claims rows of {dimension} floats");
        }

        if (count is < 0 or > int.MaxValue) throw HeaderPage.Damaged(path, $"it claims {count} rows");
        if (stride != RowMatrix.StrideOf(dimension))
        {
            throw HeaderPage.Damaged(path, $"it claims a stride of {stride} floats for rows of {dimension}");
        }

        var header = new RowFileHeader(count, dimension, BinaryPrimitives.ReadUInt128LittleEndian(fields[28..]));

        // Compared by division: the product of hostile numbers could overflow.
        long rowBytes = (long)stride * sizeof(float);
        long dataBytes = fileLength - HeaderPage.Size;
        if (dataBytes / rowBytes != count || dataBytes % rowBytes != 0)
        {
            throw HeaderPage.Damaged(path, $"{count} rows of {dimension} floats do not fill its {fileLength} bytes");
        }

        return header;
    }
}
