using System.Buffers.Binary;
using System.IO.Compression;
using DkNN.Vectors;
using Microsoft.Win32.SafeHandles;

namespace DkNN.Data;

/// <summary>
/// Reads and writes the IDX format of MNIST: 0, 0, the element type and the number of dimensions; a big-endian 32-bit length for each; then
/// the elements, last dimension fastest. Compressed files are known by their content, whatever their name.
/// </summary>
internal static class IdxFile
{
    /// <summary>Images beyond this stay in their file, if it is not compressed.</summary>
    public const long MostInMemory = 1 << 28;

    private const int ChunkBytes = 1 << 20;

    // White space or zeros after the elements, as editors and block devices leave; more is a sign that the header is wrong.
    private const int MostTrailing = 512;

    // Deflate cannot shrink more than 1032-fold (a 258-byte match in two bits), so a larger claim is false and need not be tried.
    private const long LargestRatio = 1032;

    /// <summary>Reads a whole file, or, of many images, its head.</summary>
    /// <exception cref="DataFormatException">It is no such IDX file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IdxContent Read(string path, IdxKind expected, CancellationToken cancellation = default)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            using Stream stream = OpenContent(file, out bool compressed);
            IdxHeader header = IdxHeader.Read(path, stream, expected);
            long claimed = (long)header.Count * header.ItemBytes;
            long possible = compressed ? file.Length * LargestRatio : file.Length - header.Bytes.Length;
            if (claimed > possible) throw Truncated(path, claimed, possible, compressed);

            PixelStore items;
            if (!compressed && claimed > MostInMemory && expected == IdxKind.Images)
            {
                file.Position = header.Bytes.Length + claimed;
                SafeFileHandle handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
                items = new PixelFile(path, handle, header.Bytes.Length, header.Count, header.ItemBytes);
            }
            else items = ReadItems(path, stream, header, cancellation);
            int trailing = ReadTrailing(path, stream, claimed);
            if (compressed) CheckEnd(path, file, header.Bytes.Length + claimed + trailing);
            return new(path, header.Bytes, header.Dimensions, items, trailing);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(path, exception);
        }
    }

    /// <summary>The uncompressed content of a file that is plain or gzip.</summary>
    public static Stream OpenContent(FileStream file, out bool compressed)
    {
        Span<byte> start = stackalloc byte[2];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        compressed = read == 2 && start[0] == 0x1F && start[1] == 0x8B;
        return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Writes a file, compressed where its name ends in ".gz": under a temporary name first, then renamed.</summary>
    public static void Write(string path, IdxElement type, ReadOnlySpan<int> dimensions, Action<Stream> writeElements)
    {
        using var file = new AtomicFile(path);
        using (Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file.Stream, CompressionLevel.Optimal)
            : file.Stream)
        {
            stream.Write([0, 0, type.Code, (byte)dimensions.Length]);
            Span<byte> length = stackalloc byte[sizeof(int)];
            foreach (int dimension in dimensions)
            {
                BinaryPrimitives.WriteInt32BigEndian(length, dimension);
                stream.Write(length);
            }
            writeElements(stream);
        }
        file.Commit();
    }

    private static PixelArrays ReadItems(string path, Stream stream, IdxHeader header, CancellationToken cancellation)
    {
        var items = new PixelArrays(header.Count, header.ItemBytes);
        long done = 0;
        foreach (byte[] array in items.Arrays)
        {
            for (int at = 0; at < array.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                int read = stream.Read(array, at, Math.Min(ChunkBytes, array.Length - at));
                if (read == 0) throw Truncated(path, (long)header.Count * header.ItemBytes, done, compressed: false);
                at += read;
                done += read;
            }
        }
        return items;
    }

    private static int ReadTrailing(string path, Stream stream, long claimed)
    {
        byte[] trailing = new byte[MostTrailing + 1];
        int read = stream.ReadAtLeast(trailing, trailing.Length, throwOnEndOfStream: false);
        if (read <= MostTrailing && trailing.AsSpan(0, read).IndexOfAnyExcept("\0\t\n\r "u8) < 0) return read;
        throw new DataFormatException(path, $"The header claims {claimed} bytes, but more follow.", IdxHeader.Refetch);
    }

    private static DataFormatException Truncated(string path, long claimed, long present, bool compressed)
    {
        string actual = compressed ? $"at most {present} can be in a compressed file of this size" : $"{present} are there";
        return new(path, $"The file is truncated: the header claims {claimed} bytes, {actual}.", IdxHeader.Refetch);
    }

    /// <summary>
    /// Checks the length that ends a gzip file (RFC 1952, ISIZE: modulo 2³²), because the decompressor does not miss a trailer that was cut
    /// off. Files of several members, which no common tool makes of one file, do not pass.
    /// </summary>
    private static void CheckEnd(string path, FileStream file, long length)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != (uint)length) throw Damaged(path);
    }

    private static DataFormatException Damaged(string path, Exception? cause = null) =>
        new(path, "The gzip stream is damaged or cut off.", IdxHeader.Refetch, cause);
}
