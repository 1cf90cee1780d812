using System.IO.Hashing;

namespace DkNN.Vectors;

/// <summary>
/// The checksum of a section: XxHash128 of its bytes or, of more than one block, of the checksums of its blocks, which all cores read.
/// </summary>
internal static unsafe class SectionChecksum
{
    /// <summary>Bytes of a block; the last one may have fewer.</summary>
    public const int Block = 1 << 20;

    public static UInt128 Of(byte* start, int length)
    {
        if (length <= Block) return XxHash128.HashToUInt128(new ReadOnlySpan<byte>(start, length));
        byte[] checksums = new byte[(int)(((long)length + Block - 1) / Block) * sizeof(UInt128)];
        Parallel.For(0, checksums.Length / sizeof(UInt128), SharedCores.Options(), block =>
        {
            long at = (long)block * Block;
            var bytes = new ReadOnlySpan<byte>(start + at, (int)Math.Min(Block, length - at));
            XxHash128.Hash(bytes, checksums.AsSpan(block * sizeof(UInt128), sizeof(UInt128)));
        });
        return XxHash128.HashToUInt128(checksums);
    }

    public static UInt128 Of(ReadOnlySpan<byte> section)
    {
        fixed (byte* start = section) return Of(start, section.Length);
    }
}
