namespace DkNN.Indexes.Lsh;

/// <summary>A bucket to look into. Smaller ones come first; no two are equal.</summary>
/// <param name="LossAndTable">The loss, whose bits ascend as it does, above the number of the table.</param>
/// <param name="Ranks">The rank of the vertex of every function, 16 bits each.</param>
internal readonly record struct Probe(ulong LossAndTable, ulong Ranks)
{
    private const int RankBits = 16;

    public Probe(float loss, int table, ulong ranks)
        : this(((ulong)BitConverter.SingleToUInt32Bits(loss) << 32) | (uint)table, ranks)
    {
    }

    public int Table => (int)(uint)LossAndTable;

    public int RankOf(int function) => (int)(Ranks >> (RankBits * function)) & ((1 << RankBits) - 1);

    /// <summary>The ranks with one of them raised.</summary>
    public ulong Raise(int function) => Ranks + (1ul << (RankBits * function));

    public bool IsBefore(Probe other) =>
        LossAndTable < other.LossAndTable || (LossAndTable == other.LossAndTable && Ranks < other.Ranks);
}
