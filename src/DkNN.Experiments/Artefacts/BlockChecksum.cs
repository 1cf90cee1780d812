using System.IO.Hashing;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>The checksum of a file: XxHash128 of the XxHash128 of each of its blocks of 1 MiB, which all cores read.</summary>
internal static class BlockChecksum
{
    private const int Block = 1 << 20;

    /// <summary>In lower-case hex.</summary>
    /// <exception cref="IOException">The file cannot be read, or shrinks meanwhile.</exception>
    public static string Of(string path, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        byte[][] checksums = new byte[(length + Block - 1) / Block][];
        // Read rather than mapped: a mapped file that another program cuts short ends the process.
        Parallel.For(
            0,
            checksums.Length,
            SharedCores.Options(cancellationToken),
            () => new byte[Math.Min(Block, length)],
            (block, _, buffer) =>
            {
                long start = (long)block * Block;
                var bytes = buffer.AsSpan(0, (int)Math.Min(Block, length - start));
                for (int read = 0, now; read < bytes.Length; read += now)
                {
                    now = RandomAccess.Read(file, bytes[read..], start + read);
                    if (now == 0) throw new EndOfStreamException($"'{path}' became shorter while it was read.");
                }
                checksums[block] = XxHash128.Hash(bytes);
                return buffer;
            },
            _ => { });
        var all = new XxHash128();
        foreach (byte[] checksum in checksums) all.Append(checksum);
        return Convert.ToHexStringLower(all.GetCurrentHash());
    }
}
