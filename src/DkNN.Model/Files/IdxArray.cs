using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DkNN.Vectors;
using Microsoft.Win32.SafeHandles;

namespace DkNN.Model;

/// <summary>The two IDX files of a model, which other programs read too: training labels (int32) and thumbnails (bytes).</summary>
internal static class IdxArray
{
    private const byte Bytes = 0x08;
    private const byte Integers = 0x0C;

    /// <summary>Writes numbers, big-endian as the format wants.</summary>
    public static void WriteIntegers(string path, ReadOnlySpan<int> values)
    {
        int[] swapped = values.ToArray();
        ToggleEndianness(swapped);
        AtomicFile.Write(path, stream =>
        {
            WriteHeader(stream, Integers, [swapped.Length]);
            stream.Write(MemoryMarshal.AsBytes(swapped.AsSpan()));
        });
    }

    /// <summary>Reads numbers.</summary>
    /// <exception cref="InvalidDataException">The file is no such array.</exception>
    public static int[] ReadIntegers(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        int header = HeaderSize(1);
        if (content.Length < header || content[2] != Integers || content[3] != 1
            || BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(4)) * (long)sizeof(int) != content.Length - header)
        {
            throw new InvalidDataException($"'{path}' holds no row of int32 numbers in IDX form. Make the model anew.");
        }
        int[] values = MemoryMarshal.Cast<byte, int>(content.AsSpan(header)).ToArray();
        ToggleEndianness(values);
        return values;
    }

    /// <summary>Writes the header of an array of bytes.</summary>
    public static void WriteHeader(Stream stream, ReadOnlySpan<int> sizes) => WriteHeader(stream, Bytes, sizes);

    /// <summary>Reads the header of an array of bytes, and checks the file's length against it.</summary>
    /// <exception cref="InvalidDataException">The file is of another form or length.</exception>
    public static int[] ReadSizes(SafeFileHandle file, string path, int dimensions)
    {
        byte[] header = new byte[HeaderSize(dimensions)];
        int read = RandomAccess.Read(file, header, 0);
        int[] sizes = [.. Enumerable.Range(1, dimensions).Select(axis => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * axis)))];
        if (read != header.Length || header[2] != Bytes || header[3] != dimensions || sizes.Any(size => size < 1)
            || sizes.Aggregate((UInt128)1, (product, size) => product * (uint)size) != (UInt128)(RandomAccess.GetLength(file) - read))
        {
            throw new InvalidDataException($"'{path}' holds no {dimensions}-dimensional array of bytes in IDX form. Make the model anew.");
        }
        return sizes;
    }

    /// <summary>Bytes before the first value of an array of so many dimensions.</summary>
    public static int HeaderSize(int dimensions) => sizeof(int) * (1 + dimensions);

    /// <summary>From this machine's order of bytes to the file's, or back.</summary>
    private static void ToggleEndianness(Span<int> values)
    {
        if (BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(values, values);
    }

    private static void WriteHeader(Stream stream, byte type, ReadOnlySpan<int> sizes)
    {
        Span<byte> header = stackalloc byte[HeaderSize(sizes.Length)];
        header.Clear();
        (header[2], header[3]) = (type, (byte)sizes.Length);
        for (int axis = 0; axis < sizes.Length; axis++) BinaryPrimitives.WriteInt32BigEndian(header[(4 * (axis + 1))..], sizes[axis]);
        stream.Write(header);
    }
}
