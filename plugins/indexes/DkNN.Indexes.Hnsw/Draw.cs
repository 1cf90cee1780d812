namespace DkNN.Indexes.Hnsw;

/// <summary>Random choices as functions of the seed and a row's position, so that no order of work can change them.</summary>
internal static class Draw
{
    /// <summary>Highest level of any row.</summary>
    public const int HighestLevel = 30;

    /// <summary>A row's level: ⌊−ln(u) / ln(M)⌋ with u uniform in (0, 1].</summary>
    public static int Level(int seed, int row, int m)
    {
        double uniform = ((Bits(seed, row, 1) >> 11) + 1) * (1.0 / (1L << 53));
        return Math.Min(HighestLevel, (int)(-Math.Log(uniform) / Math.Log(m)));
    }

    /// <summary>Where a row stands among others in a random order.</summary>
    public static ulong Order(int seed, int row) => Bits(seed, row, 2);

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Bits(int seed, int row, int stream)
    {
        ulong z = ((ulong)(uint)seed << 32) + (uint)row;
        for (int round = 0; round < 2; round++)
        {
            z += 0x9E3779B97F4A7C15 * (ulong)stream;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
        }

        return z;
    }
}
