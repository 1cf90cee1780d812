namespace DkNN.Vectors.Tests;

/// <summary>Damages files in the ways that disks and networks do.</summary>
internal static class Damage
{
    /// <summary>Offers many damaged copies, by seed: truncated, lengthened, with flipped bits, or with some bytes overwritten.</summary>
    public static void Each(byte[] whole, int seed, int count, Action<byte[]> check)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++) check(One(whole, random, i % 4));
    }

    private static byte[] One(byte[] whole, Random random, int kind)
    {
        // Half of the places are in the fields of the header.
        int at = random.Next(random.Next(2) == 0 ? 160 : whole.Length);
        byte[] copy = [.. whole];
        switch (kind)
        {
            case 0:
                return whole[..at];
            case 1:
                return [.. whole, .. new byte[1 + random.Next(100)]];
            case 2:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            default:
                random.NextBytes(copy.AsSpan(at, Math.Min(8, copy.Length - at)));
                return copy;
        }
    }
}
