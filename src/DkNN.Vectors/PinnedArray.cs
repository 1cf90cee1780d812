namespace DkNN.Vectors;

/// <summary>
/// Numbers that do not move, aligned to a cache line: an array of its own that may grow, or a section of a mapped file, used where it
/// stands and copied only to grow.
/// </summary>
/// <typeparam name="T">A number type.</typeparam>
public sealed unsafe class PinnedArray<T>
    where T : unmanaged
{
    private T[]? _owner;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">How many.</param>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public PinnedArray(long length) => Allocate(checked((int)length));

    /// <summary>Takes numbers of a mapping, which must outlive this.</summary>
    /// <param name="mapped">The section.</param>
    public PinnedArray(ReadOnlySpan<T> mapped)
    {
        fixed (T* start = mapped) Pointer = start;
        Length = mapped.Length;
    }

    /// <summary>The first number; another after <see cref="Grow"/>.</summary>
    public T* Pointer { get; private set; }

    /// <summary>How many there are.</summary>
    public int Length { get; private set; }

    /// <summary>Size in bytes.</summary>
    public long Bytes => (long)Length * sizeof(T);

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<T> Values => new(Pointer, Length);

    /// <summary>The numbers, for writing.</summary>
    /// <exception cref="InvalidOperationException">They are a file's.</exception>
    public Span<T> Own => _owner is not null ? new(Pointer, Length) : throw new InvalidOperationException("A mapped section is read-only.");

    /// <summary>Makes the numbers writable and at least so many, by copying them where they are not; new ones are zero.</summary>
    /// <param name="length">How many are needed.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are more than an array holds.</exception>
    public void Grow(long length)
    {
        if (_owner is not null && Length >= length) return;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength - RowMatrix.Alignment);
        var before = _owner;
        var old = Values;
        Allocate((int)Math.Min(Math.Max(length, 3L * old.Length / 2), Array.MaxLength - RowMatrix.Alignment));
        old.CopyTo(new Span<T>(Pointer, Length));
        GC.KeepAlive(before);
    }

    private void Allocate(int length)
    {
        _owner = GC.AllocateArray<T>(checked(length + (RowMatrix.Alignment / sizeof(T))), pinned: true);
        fixed (T* start = _owner) Pointer = (T*)(((nint)start + RowMatrix.Alignment - 1) & -RowMatrix.Alignment);
        Length = length;
    }
}
