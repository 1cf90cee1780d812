namespace DkNN.Vectors;

/// <summary>
/// The section by which a saved index knows its rows again: their number, dimension and checksum. Mapped rows know their checksum from
/// their file's header, so that comparing costs nothing.
/// </summary>
public static class RowIdentity
{
    private const string Section = "rows";

    /// <summary>Adds the section to a file.</summary>
    /// <param name="file">The index's file.</param>
    /// <param name="rows">The rows indexed.</param>
    public static void Write(SectionFileWriter file, RowMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(rows);
        file.Add<UInt128>(Section, [(UInt128)rows.Count, (UInt128)rows.Dimension, rows.Checksum()]);
    }

    /// <summary>Refuses a file that was saved for other rows.</summary>
    /// <param name="file">The index's file.</param>
    /// <param name="rows">The rows that it is to be used with.</param>
    /// <exception cref="InvalidDataException">The rows are others, or the file has no such section.</exception>
    public static void Require(SectionFile file, RowMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(rows);
        var saved = file.Section<UInt128>(Section);
        if (saved.Length != 3) throw HeaderPage.Damaged(file.Path, "it does not say which rows it belongs to");
        if (saved[0] != (UInt128)rows.Count || saved[1] != (UInt128)rows.Dimension)
        {
            throw Other(file, $"{saved[0]} × {saved[1]} floats, not {rows.Count} × {rows.Dimension}");
        }

        if (saved[2] != rows.Checksum()) throw Other(file, "they have another checksum");
    }

    private static InvalidDataException Other(SectionFile file, string how) => new(
        $"'{file.Path}' was saved for other rows ({how}). Give the rows it was built from, or delete it so that it is made anew.");
}
