using System.IO.Hashing;

namespace DkNN.Vectors;

/// <summary>
/// Rows on disk: a header page, then the rows with their padding, exactly as in memory; or packed into fewer bits. Both formats are
/// described in docs/file-formats.md.
/// </summary>
public static unsafe class RowFile
{
    /// <summary>
    /// Maps a file of rows, read-only; what is read comes from disk when it is first touched, and is shared by all processes. Packed rows
    /// are read, checked and unpacked.
    /// </summary>
    /// <remarks>The header is checked, and the length against it; mapped rows are not read. <see cref="Verify"/> reads all.</remarks>
    /// <param name="path">A file of <see cref="RowFileWriter"/> or <see cref="Pack"/>. It must not be written to while it is mapped.</param>
    /// <returns>The rows; disposing them unmaps the file, or frees what was unpacked.</returns>
    /// <exception cref="InvalidDataException">The file is no row file, is damaged, or is of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RowMatrix Open(string path)
    {
        if (PackedRows.IsOne(path)) return PackedRows.Read(path);
        var file = new MappedFile(path);
        try
        {
            var header = RowFileHeader.Read(file.Header, file.Length, path);
            return new RowMatrix(
                (float*)(file.Pointer + HeaderPage.Size), (int)header.Count, header.Dimension, writable: false, file, header.Checksum);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes rows in few bits. What <see cref="Open"/> gives back is what they were rounded to.</summary>
    /// <param name="path">The file, in a folder that exists; one that is there is replaced.</param>
    /// <param name="rows">The rows, finite.</param>
    /// <param name="format">How their floats are kept.</param>
    /// <exception cref="ArgumentException">Packed rows would take 2 GiB or more, or are no numbers or too large.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Pack(string path, RowMatrix rows, RowFormat format)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (format != RowFormat.Float32)
        {
            PackedRows.Write(path, rows, format);
            return;
        }
        using var writer = RowFileWriter.Create(path, rows.Dimension);
        writer.Append(rows);
        writer.Complete();
    }

    /// <summary>Reads the whole file and compares it with its checksums.</summary>
    /// <param name="path">A file of <see cref="RowFileWriter"/> or <see cref="Pack"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">The file is no row file, is damaged, or is of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Verify(string path, CancellationToken cancellationToken = default)
    {
        if (PackedRows.IsOne(path))
        {
            PackedRows.Read(path).Dispose();
            return;
        }
        const int Piece = 1 << 24;
        using var file = new MappedFile(path);
        var header = RowFileHeader.Read(file.Header, file.Length, path);
        var hash = new XxHash128();
        for (long at = HeaderPage.Size; at < file.Length; at += Piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.Append(new ReadOnlySpan<byte>(file.Pointer + at, (int)Math.Min(Piece, file.Length - at)));
        }

        if (hash.GetCurrentHashAsUInt128() != header.Checksum) throw HeaderPage.Damaged(path, "its rows do not match their checksum");
    }
}
