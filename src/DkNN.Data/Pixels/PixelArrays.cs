namespace DkNN.Data;

/// <summary>Items in memory: in one array, or in several where one cannot hold them, each with whole items.</summary>
internal sealed class PixelArrays : PixelStore
{
    private readonly byte[][] _arrays;
    private readonly int _perArray;

    /// <summary>Makes room for items, all of zeros; <paramref name="mostBytes"/> is the longest array.</summary>
    public PixelArrays(int count, int size, int? mostBytes = null)
    {
        (Count, Size) = (count, size);
        _perArray = Math.Max(1, (mostBytes ?? Array.MaxLength) / size);
        int arrays = (int)(((long)count + _perArray - 1) / _perArray);
        _arrays = [.. Enumerable.Range(0, arrays).Select(array => new byte[Math.Min(_perArray, count - (array * _perArray)) * size])];
    }

    public override int Count { get; }

    public override int Size { get; }

    /// <summary>The arrays, each with whole items, in order: to be filled before anybody reads.</summary>
    public IReadOnlyList<byte[]> Arrays => _arrays;

    public override ReadOnlySpan<byte> Item(int item) => Writable(item);

    public override void Read(int item, Span<byte> into) => Writable(item).CopyTo(into);

    /// <summary>The place of one item: to be filled before anybody reads.</summary>
    public Span<byte> Writable(int item) => _arrays[item / _perArray].AsSpan(item % _perArray * Size, Size);
}
