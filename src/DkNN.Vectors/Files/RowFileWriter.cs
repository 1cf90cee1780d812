using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace DkNN.Vectors;

/// <summary>
/// Writes a row file, row after row, under a temporary name in the same folder; <see cref="Complete()"/> gives it its name. Disposing
/// without that leaves nothing behind, and whatever had the name before as it was.
/// </summary>
public sealed unsafe class RowFileWriter : IDisposable
{
    /// <summary>Rows that are changed together take about so many bytes.</summary>
    private const int PieceBytes = 1 << 25;

    private readonly AtomicFile _file;
    private readonly XxHash128 _hash = new();
    private readonly float[] _line;
    private bool _completed;

    private RowFileWriter(string path, int dimension)
    {
        Dimension = dimension;
        _line = new float[RowMatrix.StrideOf(dimension)];
        _file = new AtomicFile(path);
        _file.Stream.Write(new byte[HeaderPage.Size]);
    }

    /// <summary>Floats in a row.</summary>
    public int Dimension { get; }

    /// <summary>Rows written so far.</summary>
    public int Count { get; private set; }

    /// <summary>Starts a file.</summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <param name="dimension">Floats in a row, at least 1.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static RowFileWriter Create(string path, int dimension)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return new RowFileWriter(path, dimension);
    }

    /// <summary>Adds one row.</summary>
    /// <param name="row"><see cref="Dimension"/> floats.</param>
    /// <exception cref="ArgumentException">The row has another dimension.</exception>
    public void Append(ReadOnlySpan<float> row)
    {
        RequireDimension(row.Length);
        row.CopyTo(_line);
        Write(MemoryMarshal.AsBytes(_line.AsSpan()));
    }

    /// <summary>Adds many rows.</summary>
    /// <param name="rows">Rows of <see cref="Dimension"/> floats.</param>
    /// <exception cref="ArgumentException">The rows have another dimension.</exception>
    public void Append(RowMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RequireDimension(rows.Dimension);
        for (int row = 0; row < rows.Count; row++) Write(new(rows.Pointer + ((nint)row * rows.Stride), rows.Stride * sizeof(float)));
    }

    /// <summary>Writes the header and gives the file its name, in place of any that had it.</summary>
    /// <exception cref="InvalidOperationException">The file was completed before.</exception>
    public void Complete()
    {
        RequireOpen();
        _completed = true;
        _file.Stream.Position = 0;
        _file.Stream.Write(new RowFileHeader(Count, Dimension, _hash.GetCurrentHashAsUInt128()).ToPage());
        _file.Commit();
    }

    /// <summary>Changes every row once more, now that all are known, and completes the file. Little of it is in memory at a time.</summary>
    /// <param name="change">Given consecutive rows, which it may change.</param>
    /// <param name="cancellationToken">Stops between some rows and the next.</param>
    /// <exception cref="InvalidOperationException">The file was completed before.</exception>
    public void Complete(Action<RowMatrix> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        RequireOpen();
        _file.Stream.Flush();
        _hash.Reset();
        using var piece = RowMatrix.Allocate(Math.Clamp(PieceBytes / (_line.Length * sizeof(float)), 1, Math.Max(1, Count)), Dimension);
        long at = HeaderPage.Size;
        for (int start = 0; start < Count; start += piece.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var rows = piece.Slice(0, Math.Min(piece.Count, Count - start));
            var bytes = new Span<byte>(rows.Pointer, checked((int)rows.Bytes));
            for (int read = 0; read < bytes.Length;) read += RandomAccess.Read(_file.Stream.SafeFileHandle, bytes[read..], at + read);
            change(rows);
            _hash.Append(bytes);
            RandomAccess.Write(_file.Stream.SafeFileHandle, bytes, at);
            at += bytes.Length;
        }
        Complete();
    }

    /// <summary>Deletes the temporary file, unless it was completed.</summary>
    public void Dispose() => _file.Dispose();

    private void Write(ReadOnlySpan<byte> line)
    {
        RequireOpen();
        Count = checked(Count + 1);
        _hash.Append(line);
        _file.Stream.Write(line);
    }

    private void RequireDimension(int dimension)
    {
        if (dimension != Dimension) throw new ArgumentException($"The file holds rows of {Dimension} floats; these have {dimension}.");
    }

    private void RequireOpen()
    {
        if (_completed) throw new InvalidOperationException("The file is complete; start another with RowFileWriter.Create.");
    }
}
