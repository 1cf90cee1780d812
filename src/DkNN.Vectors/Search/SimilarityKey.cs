namespace DkNN.Vectors;

/// <summary>Candidates as numbers that order by similarity, the largest first, then by position.</summary>
internal static class SimilarityKey
{
    /// <summary>The key: the bits of a float, turned so that they order as it does, before the position.</summary>
    /// <param name="similarity">q·x − ½‖x‖².</param>
    /// <param name="row">The row.</param>
    public static ulong Of(float similarity, int row)
    {
        int bits = BitConverter.SingleToInt32Bits(similarity);
        uint ascending = (uint)(bits ^ ((bits >> 31) | int.MinValue));
        return ((ulong)~ascending << 32) | (uint)row;
    }

    /// <summary>The similarity of a key.</summary>
    public static float Similarity(ulong key)
    {
        int ascending = (int)~(uint)(key >> 32);
        return BitConverter.Int32BitsToSingle(ascending ^ (~(ascending >> 31) | int.MinValue));
    }

    /// <summary>The row of a key.</summary>
    public static int Row(ulong key) => (int)(uint)key;

    /// <summary>Writes candidates, nearest first.</summary>
    /// <param name="keys">The candidates; sorted by this.</param>
    /// <param name="query">The query.</param>
    /// <param name="ids">Takes their positions.</param>
    /// <param name="distances">Takes their distances.</param>
    public static void Write(Span<ulong> keys, ExactQuery query, Span<int> ids, Span<float> distances)
    {
        keys.Sort();
        for (int i = 0; i < keys.Length; i++)
        {
            ids[i] = Row(keys[i]);
            distances[i] = query.DistanceAt(Similarity(keys[i]));
        }
    }
}
