namespace DkNN.Data;

/// <summary>
/// The generator SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Own code because
/// splits and synthetic images are pinned by checksum, and .NET does not promise that a seeded <see cref="Random"/> stays as it is.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for one member of a family, so that members can be made in any order and in parallel.</summary>
    public static SplitMix64 For(ulong seed, ulong member) => new(Mix(seed + 0x9E3779B97F4A7C15) ^ Mix(member));

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>A whole number in [0, bound), each as likely as any other (Lemire's multiplication with rejection).</summary>
    public int NextInt(int bound)
    {
        uint range = (uint)bound;
        uint tooFew = (0u - range) % range;
        ulong product;
        do product = (Next() >> 32) * range;
        while ((uint)product < tooFew);
        return (int)(product >> 32);
    }

    /// <summary>A multiple of 2⁻²⁴ in [0, 1), exact in float32.</summary>
    public float NextFloat() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>A number in [low, high).</summary>
    public float Between(float low, float high) => low + ((high - low) * NextFloat());

    /// <summary>
    /// A bell-shaped number of mean 0 and standard deviation 1, within ±3.5: the scaled sum of four uniform ones. Made of additions and
    /// multiplications only, which every platform rounds alike; logarithms and cosines it would not.
    /// </summary>
    public float NextBell() => (NextFloat() + NextFloat() + NextFloat() + NextFloat() - 2f) * 1.7320508f;

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
