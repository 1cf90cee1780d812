using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace DkNN.Vectors;

/// <summary>
/// NumPy's file format for one array (NEP 1), here always two-dimensional, little-endian float32. It is written row after row; arrays
/// that stand column after column, as NumPy writes a transposed one, are read too.
/// </summary>
public static partial class NpyFile
{
    private const int Alignment = 64;
    private const int Preamble = 10;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Writes an array whose rows come piece by piece; the file appears when it is whole.</summary>
    /// <param name="path">The file; what has the name is replaced.</param>
    /// <param name="count">Rows that will come.</param>
    /// <param name="dimension">Floats a row.</param>
    /// <param name="pieces">Consecutive rows.</param>
    /// <exception cref="InvalidOperationException">Other rows came than were announced.</exception>
    public static void Write(string path, int count, int dimension, IEnumerable<RowMatrix> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Header(count, dimension));
            int written = 0;
            foreach (var piece in pieces)
            {
                for (int row = 0; row < piece.Count; row++) stream.Write(MemoryMarshal.AsBytes(piece.Row(row)));
                written += piece.Count;
            }
            if (written != count) throw new InvalidOperationException($"'{path}' was to hold {count} rows, but {written} came.");
        });
    }

    /// <summary>Reads and checks the header alone.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no such array, or is cut short.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (int Count, int Dimension) Shape(string path)
    {
        using var stream = File.OpenRead(path);
        var header = ReadHeader(stream, path);
        return (header.Count, header.Dimension);
    }

    /// <summary>Reads a whole array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The rows, owned by the caller.</returns>
    /// <exception cref="InvalidDataException">The file is no such array, or is cut short.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RowMatrix Read(string path, CancellationToken cancellationToken = default)
    {
        using var stream = File.OpenRead(path);
        var (count, dimension, byColumns) = ReadHeader(stream, path);
        var rows = RowMatrix.Allocate(count, dimension);
        try
        {
            if (byColumns) ReadColumns(stream, rows, cancellationToken);
            else ReadRows(stream, rows, cancellationToken);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private static void ReadRows(FileStream stream, RowMatrix rows, CancellationToken cancellationToken)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.ReadExactly(MemoryMarshal.AsBytes(rows.MutableRow(row)));
        }
    }

    private static void ReadColumns(FileStream stream, RowMatrix rows, CancellationToken cancellationToken)
    {
        float[] column = new float[rows.Count];
        for (int place = 0; place < rows.Dimension; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.ReadExactly(MemoryMarshal.AsBytes(column.AsSpan()));
            for (int row = 0; row < column.Length; row++) rows.MutableRow(row)[place] = column[row];
        }
    }

    private static (int Count, int Dimension, bool ByColumns) ReadHeader(FileStream stream, string path)
    {
        Span<byte> preamble = stackalloc byte[Preamble];
        if (stream.ReadAtLeast(preamble, Preamble, throwOnEndOfStream: false) < Preamble || !preamble.StartsWith(Magic))
        {
            throw Refused(path, "it does not begin as a .npy file of version 1 does");
        }
        byte[] header = new byte[BinaryPrimitives.ReadUInt16LittleEndian(preamble[8..])];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw Refused(path, "its header is cut short");
        var match = HeaderPattern().Match(Encoding.ASCII.GetString(header));
        if (!match.Success
            || !int.TryParse(match.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || !int.TryParse(match.Groups["dimension"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int dimension)
            || dimension < 1)
        {
            throw Refused(path, "its header announces something else");
        }
        if (stream.Length - stream.Position != (long)count * dimension * sizeof(float))
        {
            throw Refused(path, $"{count} rows of {dimension} floats do not fill it");
        }
        return (count, dimension, match.Groups["byColumns"].Value == "True");
    }

    private static byte[] Header(int count, int dimension)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({count}, {dimension}), }}");
        int length = (Preamble + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - Preamble));
        header.AsSpan(Preamble).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(Preamble));
        header[^1] = (byte)'\n';
        return header;
    }

    private static InvalidDataException Refused(string path, string why) => new(
        $"'{path}' is no two-dimensional array of little-endian float32: {why}. "
        + "Write it with numpy.save(path, numpy.ascontiguousarray(rows, '<f4').reshape(len(rows), -1)).");

    [GeneratedRegex(
        """^\{'descr': '<f4', 'fortran_order': (?<byColumns>False|True), 'shape': \((?<count>\d{1,10}), ?(?<dimension>\d{1,10})\),? ?\}\s*$""")]
    private static partial Regex HeaderPattern();
}
