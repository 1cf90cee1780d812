using System.IO.Hashing;

namespace DkNN.Vectors;

/// <summary>
/// Rows on disk: a header page, then the rows with their padding, exactly as in memory. The format is described in docs/file-formats.md.
/// </summary>
public static unsafe class RowFile
{
    /// <summary>
    /// Maps a file of rows, read-only; what is read comes from disk when it is first touched, and is shared by all processes.
    /// </summary>
    /// <remarks>The header is checked, and the length against it; the rows are not read. <see cref="Verify"/> reads all.</remarks>
    /// <param name="path">A file written by <see cref="RowFileWriter"/>. It must not be written to while it is mapped.</param>
    /// <returns>The rows; disposing them unmaps the file.</returns>
    /// <exception cref="InvalidDataException">The file is no row file, is damaged, or is of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RowMatrix Open(string path)
    {
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

    /// <summary>Reads the whole file and compares it with its checksums.</summary>
    /// <param name="path">A file written by <see cref="RowFileWriter"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">The file is no row file, is damaged, or is of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Verify(string path, CancellationToken cancellationToken = default)
    {
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
