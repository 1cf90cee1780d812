using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace DkNN.Vectors;

/// <summary>
/// A checked file of named sections, for what an index keeps on disk. It is mapped read-only, and every byte is compared with its
/// checksum before any is used. The format is described in docs/file-formats.md.
/// </summary>
public sealed unsafe class SectionFile : IDisposable
{
    private readonly MappedFile _file;
    private readonly IReadOnlyList<SectionEntry> _entries;

    private SectionFile(MappedFile file, string path, string kind)
    {
        _file = file;
        Path = path;
        _entries = SectionEntry.ReadPage(file.Header, file.Length, path, kind);
        foreach (var entry in _entries)
        {
            if (XxHash128.HashToUInt128(Bytes(entry)) != entry.Checksum)
            {
                throw HeaderPage.Damaged(path, $"its section '{entry.Name}' does not match its checksum");
            }
        }
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>Maps a file and checks all of it.</summary>
    /// <param name="path">A file written by <see cref="SectionFileWriter"/>.</param>
    /// <param name="kind">What it must hold, as given to the writer.</param>
    /// <exception cref="InvalidDataException">The file is no section file, is damaged, or of another kind or version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SectionFile Open(string path, string kind)
    {
        var file = new MappedFile(path);
        try
        {
            return new SectionFile(file, path, kind);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The values of a section, aligned to 64 bytes. Valid until <see cref="Dispose"/>.</summary>
    /// <typeparam name="T">A number type, the same as was written.</typeparam>
    /// <param name="name">Name of the section.</param>
    /// <exception cref="InvalidDataException">There is no such section, or it holds no whole number of values.</exception>
    public ReadOnlySpan<T> Section<T>(string name)
        where T : unmanaged
    {
        foreach (var entry in _entries)
        {
            if (entry.Name != name) continue;
            if (entry.Length % sizeof(T) != 0)
            {
                throw HeaderPage.Damaged(Path, $"its section '{name}' of {entry.Length} bytes holds no whole number of values");
            }

            return MemoryMarshal.Cast<byte, T>(Bytes(entry));
        }

        throw HeaderPage.Damaged(Path, $"it has no section '{name}'");
    }

    /// <summary>The rows of a section, in place: they are read-only, and valid as long as the file.</summary>
    /// <param name="name">Name of a section written by <see cref="SectionFileWriter.Add(string, RowMatrix)"/>.</param>
    /// <param name="dimension">Floats in a row, at least 1.</param>
    /// <exception cref="InvalidDataException">There is no such section, or it holds no whole number of such rows.</exception>
    public RowMatrix Rows(string name, int dimension)
    {
        var values = Section<float>(name);
        int stride = RowMatrix.StrideOf(dimension);
        if (values.Length % stride != 0)
        {
            throw HeaderPage.Damaged(Path, $"its section '{name}' holds no whole number of rows of {dimension} floats");
        }

        fixed (float* start = values) return new RowMatrix(start, values.Length / stride, dimension, writable: false, owner: null);
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Bytes(SectionEntry entry) => new(_file.Pointer + entry.Offset, entry.Length);
}
