using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace DkNN.Vectors;

/// <summary>
/// A checked file of named sections, for what an index keeps on disk. It is mapped read-only, so that all processes share one copy, and
/// every byte is compared with its checksum before any is used. The format is described in docs/file-formats.md.
/// </summary>
public sealed unsafe class SectionFile : IDisposable
{
    /// <summary>Size of a file that is checked while it is opened.</summary>
    private const long CheckedAtOnce = SectionChecksum.Block;

    private readonly MappedFile _file;
    private readonly IReadOnlyList<SectionEntry> _entries;
    private readonly Lock _gate = new();
    private readonly List<Func<string?>> _checks = [];
    private string? _fault;
    private volatile bool _isWhole;

    private SectionFile(MappedFile file, string path, string kind)
    {
        _file = file;
        Path = path;
        _entries = SectionEntry.ReadPage(file.Header, file.Length, path, kind);
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>Maps a file and checks all of it, which takes the longer the larger it is.</summary>
    /// <param name="path">A file written by <see cref="SectionFileWriter"/>.</param>
    /// <param name="kind">What it must hold, as given to the writer.</param>
    /// <exception cref="InvalidDataException">The file is no section file, is damaged, or of another kind or version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SectionFile Open(string path, string kind) => Open(path, kind, long.MaxValue);

    /// <summary>
    /// Maps a file and checks what takes no time: all of a file up to 1 MiB, and of a larger one the header and the sections up to 1 MiB.
    /// </summary>
    /// <remarks>Nothing that depends on the other sections may be done before <see cref="Validate"/> has returned.</remarks>
    /// <param name="path">A file written by <see cref="SectionFileWriter"/>.</param>
    /// <param name="kind">What it must hold, as given to the writer.</param>
    /// <exception cref="InvalidDataException">The file is no section file, is damaged, or of another kind or version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SectionFile Map(string path, string kind) => Open(path, kind, CheckedAtOnce);

    /// <summary>Maps a file for something that keeps it, and unmaps it if that cannot be made.</summary>
    /// <typeparam name="T">What is made.</typeparam>
    /// <param name="path">A file written by <see cref="SectionFileWriter"/>.</param>
    /// <param name="kind">What it must hold, as given to the writer.</param>
    /// <param name="make">Makes it; from then on the file is its own.</param>
    /// <exception cref="InvalidDataException">The file is no section file, is damaged, or of another kind or version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static T Map<T>(string path, string kind, Func<SectionFile, T> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var file = Map(path, kind);
        try
        {
            return make(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file begins as section files do.</summary>
    /// <param name="path">A file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsOne(string path)
    {
        Span<byte> start = stackalloc byte[SectionEntry.Magic.Length];
        using var stream = File.OpenRead(path);
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..length].SequenceEqual(SectionEntry.Magic);
    }

    /// <summary>The bytes of one section of a file of any kind; nothing else of it is read than the header.</summary>
    /// <param name="path">A file written by <see cref="SectionFileWriter"/>.</param>
    /// <param name="section">Name of the section.</param>
    /// <exception cref="InvalidDataException">The file is no section file, is damaged, or has no such section.</exception>
    public static byte[] Read(string path, string section)
    {
        using var mapped = new MappedFile(path);
        using var file = new SectionFile(mapped, path, SectionEntry.KindOf(mapped.Header));
        string? fault = file.FindFault(file._entries.Where(entry => entry.Name == section));
        file.Require(fault is null, fault);
        return file.Section<byte>(section).ToArray();
    }

    /// <summary>
    /// Adds a check of what checksums do not tell, such as whether links lead to rows. It is made at once where the sections are checked
    /// already, and otherwise by <see cref="Validate"/>.
    /// </summary>
    /// <param name="findFault">Tells what is wrong, as in "a link leads to no row"; null where nothing is.</param>
    /// <exception cref="InvalidDataException">The check was made, and something is wrong.</exception>
    public void Check(Func<string?> findFault)
    {
        ArgumentNullException.ThrowIfNull(findFault);
        lock (_gate)
        {
            if (!_isWhole)
            {
                _checks.Add(findFault);
                return;
            }

            string? fault = findFault();
            Require(fault is null, fault);
        }
    }

    /// <summary>Refuses the file.</summary>
    /// <param name="condition">False where something is wrong.</param>
    /// <param name="otherwise">What is wrong then.</param>
    /// <exception cref="InvalidDataException">Something is wrong.</exception>
    public void Require([DoesNotReturnIf(false)] bool condition, string? otherwise)
    {
        if (!condition) throw HeaderPage.Damaged(Path, otherwise ?? "");
    }

    /// <summary>
    /// Makes the checks that are left, over all cores: whoever asks first waits for them, and from then on this returns at once. What uses
    /// a mapped file calls it before every use.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged: now, and at every call that follows.</exception>
    /// <exception cref="ObjectDisposedException">The file is unmapped.</exception>
    public void Validate()
    {
        if (_isWhole) return;
        lock (_gate)
        {
            if (_isWhole) return;
            _file.RequireMapped();
            _fault ??= FindFault(_entries.Where(entry => entry.Length > SectionChecksum.Block));
            for (int i = 0; _fault is null && i < _checks.Count; i++) _fault = _checks[i]();
            Require(_fault is null, _fault);
            _checks.Clear();
            _isWhole = true;
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

        fixed (float* start = values) return new RowMatrix(start, values.Length / stride, dimension, writable: false, memory: null);
    }

    /// <summary>Unmaps the file; <see cref="Validate"/> tells whoever comes later.</summary>
    public void Dispose()
    {
        _isWhole = false;
        _file.Dispose();
    }

    private static SectionFile Open(string path, string kind, long atOnce)
    {
        var mapped = new MappedFile(path);
        try
        {
            var file = new SectionFile(mapped, path, kind);
            string? fault = file.FindFault(file._entries.Where(entry => entry.Length <= SectionChecksum.Block));
            file.Require(fault is null, fault);
            if (mapped.Length <= atOnce) file.Validate();
            return file;
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    private string? FindFault(IEnumerable<SectionEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (SectionChecksum.Of(_file.Pointer + entry.Offset, entry.Length) == entry.Checksum) continue;
            return $"its section '{entry.Name}' does not match its checksum";
        }

        return null;
    }

    private ReadOnlySpan<byte> Bytes(SectionEntry entry) => new(_file.Pointer + entry.Offset, entry.Length);
}
