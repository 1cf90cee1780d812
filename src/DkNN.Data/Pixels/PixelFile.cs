using Microsoft.Win32.SafeHandles;

namespace DkNN.Data;

/// <summary>
/// Items in an open file, read when they are asked for: what the system keeps of it in memory is its own affair. Read rather than mapped,
/// so that a file which is cut while in use gives an error instead of ending the process. The file is closed when nobody uses it.
/// </summary>
internal sealed class PixelFile(string path, SafeFileHandle file, long start, int count, int size) : PixelStore
{
    public override int Count => count;

    public override int Size => size;

    public override void Read(int item, Span<byte> into)
    {
        long position = start + ((long)item * size);
        for (int done = 0; done < size;)
        {
            int read = RandomAccess.Read(file, into[done..size], position + done);
            if (read == 0) throw new DataFormatException(path, "The file became shorter while it was in use.", "Copy it again.");
            done += read;
        }
    }
}
