namespace DkNN.Testing;

/// <summary>Damages files in the ways that disks and networks do.</summary>
public static class FileDamage
{
    /// <summary>Most bytes that a file grows by.</summary>
    private const int MostAdded = 5_000;

    /// <summary>A copy that is cut short, lengthened, has one flipped bit or some bytes overwritten.</summary>
    /// <param name="whole">The file, of at least one byte.</param>
    /// <param name="header">Bytes at its beginning that hold a header's fields: half of the places are there.</param>
    /// <param name="random">Draws what happens, and where.</param>
    public static byte[] Of(byte[] whole, int header, Random random)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(random);
        int at = random.Next(random.Next(2) == 0 ? Math.Min(header, whole.Length) : whole.Length);
        byte[] copy = [.. whole];
        switch (random.Next(4))
        {
            case 0:
                return whole[..at];
            case 1:
                return [.. whole, .. new byte[1 + random.Next(MostAdded)]];
            case 2:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            default:
                random.NextBytes(copy.AsSpan(at, Math.Min(8, copy.Length - at)));
                return copy;
        }
    }
}
