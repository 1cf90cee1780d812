namespace DkNN.Data;

/// <summary>Some of the items of another store, in the order given, without copying them.</summary>
internal sealed class PixelSelection(PixelStore all, int[] items) : PixelStore
{
    public override int Count => items.Length;

    public override int Size => all.Size;

    public override ReadOnlySpan<byte> Item(int item) => all.Item(items[item]);

    public override void Read(int item, Span<byte> into) => all.Read(items[item], into);
}
