using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DkNN.Indexes;

/// <summary>
/// Numbers at a place that does not move: an array of the index's own, or a section of a mapped file, used where it stands.
/// </summary>
/// <typeparam name="T">A number type.</typeparam>
internal readonly unsafe struct FlatArray<T>
    where T : unmanaged
{
    /// <summary>Keeps the numbers from the collector; null where they are a file's.</summary>
    private readonly T[]? _own;

    /// <summary>Takes zeros.</summary>
    public FlatArray(int length)
    {
        _own = GC.AllocateArray<T>(length, pinned: true);
        Pointer = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_own));
        Length = length;
    }

    /// <summary>Takes a section, valid as long as its file.</summary>
    public FlatArray(ReadOnlySpan<T> section)
    {
        fixed (T* first = section) Pointer = first;
        Length = section.Length;
    }

    public T* Pointer { get; }

    public int Length { get; }

    public long Bytes => (long)Length * sizeof(T);

    public ReadOnlySpan<T> Values => _own ?? new ReadOnlySpan<T>(Pointer, Length);

    /// <summary>For filling the numbers that are the index's own; a mapped section is read-only.</summary>
    public Span<T> Own => _own;
}
