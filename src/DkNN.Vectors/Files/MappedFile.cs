using System.IO.MemoryMappedFiles;

namespace DkNN.Vectors;

/// <summary>A whole file mapped read-only, its pointer acquired once.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _pointer;

    /// <summary>Maps a file that begins with a header page.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is shorter than a header page.</exception>
    public MappedFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Length = stream.Length;
        if (Length < HeaderPage.Size) throw HeaderPage.Damaged(path, $"it has {Length} bytes, fewer than its header");
        _file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pointer);
    }

    /// <summary>Length of the file in bytes.</summary>
    public long Length { get; }

    public byte* Pointer => _pointer + _view.PointerOffset;

    public ReadOnlySpan<byte> Header => new(Pointer, HeaderPage.Size);

    /// <exception cref="ObjectDisposedException">The file is unmapped.</exception>
    public void RequireMapped() => ObjectDisposedException.ThrowIf(_pointer == null, this);

    public void Dispose()
    {
        if (_pointer == null) return;
        _pointer = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
