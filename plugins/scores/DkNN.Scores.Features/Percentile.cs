using DkNN.Vectors;

namespace DkNN.Scores.Features;

/// <summary>Order statistics of all floats of a matrix, exact and without a copy: by two counts, of the upper and the lower halves of their bits.</summary>
internal static class Percentile
{
    /// <summary>The percentile, linear between the two floats that it lies between.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="percent">0 to 100.</param>
    public static double Of(RowMatrix rows, double percent)
    {
        long last = ((long)rows.Count * rows.Dimension) - 1;
        double place = last * percent / 100;
        long below = Math.Min((long)place, last);
        double low = Ranked(rows, below);
        double high = below < last ? Ranked(rows, below + 1) : low;
        return low + ((place - below) * (high - low));
    }

    private static float Ranked(RowMatrix rows, long rank)
    {
        var (upper, left) = Find(rows, rank, key => (int)(key >> 16));
        var (lower, _) = Find(rows, left, key => key >> 16 == (uint)upper ? (int)(key & 0xFFFF) : -1);
        return Value(((uint)upper << 16) | (uint)lower);
    }

    /// <summary>The bucket that holds the rank, and the rank within it.</summary>
    private static (int Bucket, long Rank) Find(RowMatrix rows, long rank, Func<uint, int> bucketOf)
    {
        long[] counts = new long[1 << 16];
        for (int row = 0; row < rows.Count; row++)
        {
            foreach (float value in rows.Row(row))
            {
                int at = bucketOf(Key(value));
                if (at >= 0) counts[at]++;
            }
        }
        int bucket = 0;
        while (rank >= counts[bucket]) rank -= counts[bucket++];
        return (bucket, rank);
    }

    /// <summary>A number that is ordered as the float is.</summary>
    private static uint Key(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return bits >> 31 == 0 ? bits | 0x8000_0000 : ~bits;
    }

    private static float Value(uint key) => BitConverter.UInt32BitsToSingle(key >> 31 == 0 ? ~key : key & 0x7FFF_FFFF);
}
