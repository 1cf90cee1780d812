namespace DkNN.Indexes.Hnsw;

/// <summary>
/// Values that do not move, aligned to a cache line: an array of its own that grows, or part of a mapped file that is copied to grow.
/// </summary>
/// <typeparam name="T">A number type.</typeparam>
internal sealed unsafe class PinnedArray<T>
    where T : unmanaged
{
    private const int Line = 64;

    private T[]? _owner;

    /// <summary>Allocates zeroed values.</summary>
    public PinnedArray(long length) => Allocate(checked((int)length));

    /// <summary>Takes values of a mapping, which must outlive this.</summary>
    public PinnedArray(ReadOnlySpan<T> mapped)
    {
        fixed (T* start = mapped) Pointer = start;
        Length = mapped.Length;
    }

    public T* Pointer { get; private set; }

    public int Length { get; private set; }

    public long Bytes => (long)Length * sizeof(T);

    public ReadOnlySpan<T> Span => new(Pointer, Length);

    /// <summary>Makes the values writable and at least so many, by copying them where they are not; new ones are zero.</summary>
    public void Grow(long length)
    {
        if (_owner is not null && Length >= length) return;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength - Line);
        var before = _owner;
        var old = Span;
        Allocate((int)Math.Min(Math.Max(length, 3L * old.Length / 2), Array.MaxLength - Line));
        old.CopyTo(new Span<T>(Pointer, Length));
        GC.KeepAlive(before);
    }

    private void Allocate(int length)
    {
        _owner = GC.AllocateArray<T>(length + (Line / sizeof(T)), pinned: true);
        fixed (T* start = _owner) Pointer = (T*)(((nint)start + Line - 1) & -Line);
        Length = length;
    }
}
