using System.Buffers;

namespace DkNN.Data;

/// <summary>Images that stand with channels last, turned to planes as they are read.</summary>
internal sealed class PixelPlanes(PixelStore interleaved, int channels) : PixelStore
{
    public override int Count => interleaved.Count;

    public override int Size => interleaved.Size;

    public override void Read(int item, Span<byte> into)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Size);
        interleaved.Read(item, bytes.AsSpan(0, Size));
        Planes.FromInterleaved(bytes.AsSpan(0, Size), into, channels);
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
