using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DkNN.Vectors;

/// <summary>
/// A matrix of float32 rows of one dimension, in one slab aligned to 64 bytes. Rows start on 64-byte boundaries: the
/// <see cref="Stride"/> is the dimension rounded up, and the floats between are zero.
/// </summary>
/// <remarks>
/// Memory is native (<see cref="Allocate"/>) or a read-only file mapping (<see cref="RowFile.Open"/>); either way it is outside the
/// managed heap and does not move. Reading from many threads at once is safe. Disposing a <see cref="Slice"/> frees nothing. Whoever reads
/// while another thread may dispose of the rows holds a lease of them (<see cref="Acquire"/>), as every search does.
/// </remarks>
public sealed unsafe class RowMatrix : IDisposable
{
    /// <summary>Alignment of every row, in bytes: one cache line, one 512-bit vector.</summary>
    public const int Alignment = 64;

    private const int FloatsPerLine = Alignment / sizeof(float);

    /// <summary>Floats of a row to ask for ahead: of longer ones the processor fetches the rest by itself.</summary>
    private const int FloatsAhead = 256;

    private readonly Lifetime? _memory;
    private readonly bool _ownsMemory;
    private readonly bool _writable;
    private readonly UInt128? _checksum;
    private float* _data;

    /// <summary>Takes rows of memory that ends with them.</summary>
    internal RowMatrix(float* data, int count, int dimension, bool writable, IDisposable owner, UInt128? checksum = null)
        : this(data, count, dimension, writable, new Lifetime(nameof(RowMatrix), owner.Dispose))
    {
        _checksum = checksum;
        _ownsMemory = true;
    }

    /// <summary>Takes rows of memory that is another's.</summary>
    internal RowMatrix(float* data, int count, int dimension, bool writable, Lifetime? memory)
    {
        _data = data;
        Count = count;
        Dimension = dimension;
        Stride = StrideOf(dimension);
        _writable = writable;
        _memory = memory;
    }

    /// <summary>Number of rows, at least 0.</summary>
    public int Count { get; }

    /// <summary>Number of floats in a row, at least 1.</summary>
    public int Dimension { get; }

    /// <summary>Distance between the starts of two rows, in floats: a multiple of 16, at least <see cref="Dimension"/>.</summary>
    public int Stride { get; }

    /// <summary>Size of the slab in bytes, padding included.</summary>
    public long Bytes => (long)Count * Stride * sizeof(float);

    /// <summary>
    /// The first float of the first row, aligned to <see cref="Alignment"/> bytes. Valid until <see cref="Dispose"/>, and as long as a
    /// lease is held.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The rows' memory was freed.</exception>
    [SuppressMessage("Design", "CA1065:Do not raise exceptions in unexpected locations", Justification = "A stale pointer is worse.")]
    public float* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_data == null || _memory is { IsOver: true }, this);
            return _data;
        }
    }

    /// <summary>
    /// Holds the rows' memory, of a <see cref="Slice"/> the whole matrix's: disposing of the rows frees it when the last lease has ended.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The rows were disposed of.</exception>
    public Lease Acquire()
    {
        ObjectDisposedException.ThrowIf(_data == null, this);
        return _memory is null ? default : _memory.Enter();
    }

    /// <summary>XxHash128 of the slab: what tells these rows from others.</summary>
    /// <remarks>A mapped <see cref="RowFile"/> knows it from its header; rows in memory are read, all of them, at every call.</remarks>
    public UInt128 Checksum()
    {
        if (_checksum is { } known) return known;
        const int Piece = 1 << 24;
        var hash = new XxHash128();
        byte* start = (byte*)Pointer;
        for (long at = 0; at < Bytes; at += Piece) hash.Append(new ReadOnlySpan<byte>(start + at, (int)Math.Min(Piece, Bytes - at)));
        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>The floats of one row, without padding.</summary>
    /// <param name="row">Position, from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Row(int row) => new(RowPointer(row), Dimension);

    /// <summary>The floats of one row, for writing.</summary>
    /// <param name="row">Position, from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The matrix is a read-only mapping.</exception>
    public Span<float> MutableRow(int row)
    {
        if (!_writable)
        {
            throw new InvalidOperationException(
                "These rows are a read-only file mapping; copy them into RowMatrix.Allocate(...) to change them.");
        }

        return new(RowPointer(row), Dimension);
    }

    /// <summary>Asks the processor for a row that is to be read soon: a hint, without effect where there is no instruction.</summary>
    /// <param name="row">Position, from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void Prefetch(int row)
    {
        if (!Sse.IsSupported) return;
        float* start = RowPointer(row);
        for (int at = 0; at < Math.Min(Stride, FloatsAhead); at += FloatsPerLine) Sse.Prefetch0(start + at);
    }

    /// <summary>A view of some consecutive rows. The view is valid as long as this matrix is, and owns nothing.</summary>
    /// <param name="start">First row.</param>
    /// <param name="count">Number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all inside this matrix.</exception>
    public RowMatrix Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, Count);
        return new RowMatrix(Pointer + ((nint)start * Stride), count, Dimension, _writable, _memory);
    }

    /// <summary>Allocates zeroed native memory for rows.</summary>
    /// <param name="count">Number of rows, at least 0.</param>
    /// <param name="dimension">Floats in a row, at least 1.</param>
    public static RowMatrix Allocate(int count, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var slab = new NativeSlab((nuint)count * (nuint)StrideOf(dimension) * sizeof(float));
        return new RowMatrix((float*)slab.Pointer, count, dimension, writable: true, slab);
    }

    /// <summary>Copies rows that stand one after the other without padding.</summary>
    /// <param name="values">count × dimension floats, row after row.</param>
    /// <param name="dimension">Floats in a row, at least 1.</param>
    /// <exception cref="ArgumentException">The number of floats is no multiple of the dimension.</exception>
    public static RowMatrix Copy(ReadOnlySpan<float> values, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (values.Length % dimension != 0)
        {
            throw new ArgumentException($"{values.Length} floats are no whole number of rows of {dimension}.", nameof(values));
        }

        var matrix = Allocate(values.Length / dimension, dimension);
        for (int row = 0; row < matrix.Count; row++) values.Slice(row * dimension, dimension).CopyTo(matrix.MutableRow(row));
        return matrix;
    }

    /// <summary>The stride, in floats, of rows with the given dimension.</summary>
    /// <param name="dimension">Floats in a row, at least 1.</param>
    public static int StrideOf(int dimension) => checked((dimension + FloatsPerLine - 1) / FloatsPerLine * FloatsPerLine);

    /// <summary>Frees the memory or the mapping, once no lease of it is held; of a <see cref="Slice"/> it frees nothing.</summary>
    public void Dispose()
    {
        if (_ownsMemory) _memory!.End();
        else _data = null;
    }

    private float* RowPointer(int row)
    {
        if ((uint)row >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(row), row, $"The matrix has {Count} rows.");
        return Pointer + ((nint)row * Stride);
    }

    private sealed class NativeSlab : IDisposable
    {
        private readonly nuint _bytes;
        private void* _pointer;

        public NativeSlab(nuint bytes)
        {
            _bytes = bytes;
            _pointer = NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
            NativeMemory.Clear(_pointer, bytes);
            if (bytes > 0) GC.AddMemoryPressure((long)bytes);
        }

        ~NativeSlab() => Free();

        public void* Pointer => _pointer;

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            if (_pointer == null) return;
            NativeMemory.AlignedFree(_pointer);
            _pointer = null;
            if (_bytes > 0) GC.RemoveMemoryPressure((long)_bytes);
        }
    }
}
