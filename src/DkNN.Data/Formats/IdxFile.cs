using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using DkNN.Vectors;

namespace DkNN.Data;

/// <summary>
/// Reads and writes the IDX format of MNIST: 0, 0, the element type (8, unsigned byte) and the number of dimensions; a big-endian
/// 32-bit length for each; then the elements, last dimension fastest. Compressed files are known by their content, whatever their name.
/// </summary>
internal static class IdxFile
{
    private const int ChunkBytes = 1 << 20;

    // Deflate cannot shrink more than 1032-fold (a 258-byte match in two bits), so a larger claim is false and need not be tried.
    private const long LargestRatio = 1032;

    private const string Refetch = "Download or copy the file again.";

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="DataFormatException">It is no such IDX file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IdxContent Read(string path, IdxKind expected, CancellationToken cancellation = default)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            using Stream stream = OpenContent(file, out bool compressed);
            (byte[] header, int[] dimensions) = ReadHeader(path, stream, expected);
            long claimed = ClaimedBytes(path, dimensions, IdxElement.Of(header[2])!.Value);
            long possible = compressed ? file.Length * LargestRatio : file.Length - header.Length;
            if (claimed > possible) ThrowTruncated(path, claimed, possible, compressed);

            byte[] elements = new byte[claimed];
            int read = ReadElements(stream, elements, cancellation);
            if (read < elements.Length) ThrowTruncated(path, claimed, read, compressed: false);
            if (stream.ReadByte() >= 0)
            {
                throw new DataFormatException(path, $"The header claims {claimed} bytes, but more follow.", Refetch);
            }
            if (compressed) CheckEnd(path, file, header.Length + claimed);
            return new(path, header, dimensions, elements);
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
    public static void Write(string path, IdxElement type, ReadOnlySpan<int> dimensions, ReadOnlySpan<byte> elements)
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
            stream.Write(elements);
        }
        file.Commit();
    }

    private static (byte[] Header, int[] Dimensions) ReadHeader(string path, Stream stream, IdxKind expected)
    {
        byte[] magic = new byte[4];
        if (stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length)
        {
            throw new DataFormatException(path, "The file ends within its header.", Refetch);
        }
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw new DataFormatException(path, $"This is no IDX file: it starts with {Hex(magic)}.", "Give an IDX file, plain or gzip.");
        }
        if (magic[2] != IdxElement.UnsignedByte.Code && (expected == IdxKind.Images || IdxElement.Of(magic[2]) is null))
        {
            throw new DataFormatException(
                path,
                $"The element type is 0x{magic[2]:x2}; images are unsigned bytes (0x08), labels these or whole numbers (0x09, 0x0b, 0x0c).",
                "Convert the file to unsigned bytes.");
        }
        CheckKind(path, magic, expected);

        byte[] header = new byte[4 + (magic[3] * sizeof(int))];
        magic.CopyTo(header, 0);
        Span<byte> lengths = header.AsSpan(4);
        if (stream.ReadAtLeast(lengths, lengths.Length, throwOnEndOfStream: false) < lengths.Length)
        {
            throw new DataFormatException(path, "The file ends within its header.", Refetch);
        }

        int[] dimensions = new int[magic[3]];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(lengths[(i * sizeof(int))..]);
            if (dimensions[i] < 1)
            {
                throw new DataFormatException(
                    path, $"Dimension {i + 1} is {(uint)dimensions[i]}; it must be from 1 to {int.MaxValue}.", Refetch);
            }
        }
        return (header, dimensions);
    }

    private static void CheckKind(string path, byte[] magic, IdxKind expected)
    {
        IdxKind? found = magic[3] switch { 1 => IdxKind.Labels, 3 or 4 => IdxKind.Images, _ => null };
        if (found == expected) return;
        if (found is null)
        {
            throw new DataFormatException(
                path, $"It has {magic[3]} dimensions; labels have 1, grey images 3, colour images 4.", "Give a file of labels or images.");
        }
        throw new DataFormatException(
            path,
            $"It holds {Name(found.Value)} (magic {Hex(magic)}) where {Name(expected)} are expected.",
            "The images and the labels are probably swapped: exchange their file names.");
    }

    private static long ClaimedBytes(string path, int[] dimensions, IdxElement type)
    {
        // Each factor is below 2³¹, so the product is checked before it can pass 2⁶².
        long claimed = type.Bytes;
        foreach (int dimension in dimensions)
        {
            claimed *= dimension;
            if (claimed > Array.MaxLength)
            {
                throw new DataFormatException(
                    path,
                    $"The header claims {string.Join(" x ", dimensions)} bytes, more than the {Array.MaxLength} that can be held.",
                    "Split the data into smaller sets, or download the file again if it should be small.");
            }
        }
        return claimed;
    }

    private static int ReadElements(Stream stream, byte[] elements, CancellationToken cancellation)
    {
        int done = 0;
        while (done < elements.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = stream.Read(elements, done, Math.Min(ChunkBytes, elements.Length - done));
            if (read == 0) break;
            done += read;
        }
        return done;
    }

    [DoesNotReturn]
    private static void ThrowTruncated(string path, long claimed, long present, bool compressed)
    {
        string actual = compressed ? $"at most {present} can be in a compressed file of this size" : $"{present} are there";
        throw new DataFormatException(
            path, $"The file is truncated: the header claims {claimed} bytes, {actual}.", Refetch);
    }

    /// <summary>
    /// Checks the length that ends a gzip file (RFC 1952, ISIZE), because the decompressor does not miss a trailer that was cut off. Files
    /// of several members, which no common tool makes of one file, do not pass.
    /// </summary>
    private static void CheckEnd(string path, FileStream file, long length)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != (uint)length) throw Damaged(path);
    }

    private static DataFormatException Damaged(string path, Exception? cause = null) =>
        new(path, "The gzip stream is damaged or cut off.", Refetch, cause);

    private static string Name(IdxKind kind) => kind == IdxKind.Labels ? "labels" : "images";

    private static string Hex(byte[] magic) => $"0x{Convert.ToHexStringLower(magic)}";
}
