namespace DkNN.Data;

/// <summary>Where the items of a set stand, images or what a file of labels has for each: so many of so many bytes. Never changes.</summary>
internal abstract class PixelStore
{
    /// <summary>Number of items.</summary>
    public abstract int Count { get; }

    /// <summary>Bytes of an item.</summary>
    public abstract int Size { get; }

    /// <summary>The bytes of one item: in memory where they stand there, otherwise read for this call.</summary>
    public virtual ReadOnlySpan<byte> Item(int item)
    {
        byte[] bytes = new byte[Size];
        Read(item, bytes);
        return bytes;
    }

    /// <summary>Copies one item.</summary>
    public abstract void Read(int item, Span<byte> into);
}
