using System.Runtime.CompilerServices;
using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>
/// The links: on level 0 up to 2M a row, on each level above up to M, in flat blocks; a block that is not full ends at the first −1.
/// </summary>
internal sealed unsafe class Graph
{
    /// <summary>An empty graph.</summary>
    public Graph(int m, int efConstruction, int seed)
        : this(m, efConstruction, seed, new(0), new(0), new(0), new(0), new(0))
    {
    }

    /// <summary>A graph that was saved.</summary>
    public Graph(
        int m,
        int efConstruction,
        int seed,
        PinnedArray<int> links,
        PinnedArray<int> upper,
        PinnedArray<int> firstUpper,
        PinnedArray<byte> levels,
        PinnedArray<int> twins)
    {
        M = m;
        EfConstruction = efConstruction;
        Seed = seed;
        Links = links;
        Upper = upper;
        FirstUpper = firstUpper;
        Levels = levels;
        Twins = twins;
        Count = levels.Length;
    }

    public int M { get; }

    public int EfConstruction { get; }

    public int Seed { get; }

    /// <summary>Rows that the graph has room for in its blocks: those linked, and those that are twins of others.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that are linked: one of every lot of twins.</summary>
    public int Linked { get; set; }

    /// <summary>Where searches begin: a row of the highest level; −1 in an empty graph.</summary>
    public int Entry { get; set; } = -1;

    public int MaxLevel { get; set; }

    /// <summary>Links a row on level 0.</summary>
    public int Width => 2 * M;

    public PinnedArray<int> Links { get; }

    public PinnedArray<int> Upper { get; }

    /// <summary>Blocks of <see cref="Upper"/> in use.</summary>
    public int UpperBlocks { get; set; }

    /// <summary>For every row the number of its first block of <see cref="Upper"/>.</summary>
    public PinnedArray<int> FirstUpper { get; }

    public PinnedArray<byte> Levels { get; }

    /// <summary>For every row the next with the very same floats, or −1: only the first of such rows is linked.</summary>
    public PinnedArray<int> Twins { get; }

    public long Bytes => Links.Bytes + Upper.Bytes + Levels.Bytes + Twins.Bytes + FirstUpper.Bytes;

    public int WidthAt(int level) => level == 0 ? Width : M;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* At(int row, int level) => level == 0
        ? Links.Pointer + ((nint)row * Width)
        : Upper.Pointer + (((nint)FirstUpper.Pointer[row] + level - 1) * M);

    /// <summary>Makes room for rows after those there are, without links, on levels drawn from the seed.</summary>
    public void Append(int count)
    {
        int all = checked(Count + count);
        Links.Grow((long)all * Width);
        Levels.Grow(all);
        Twins.Grow(all);
        FirstUpper.Grow(all);
        for (int row = Count; row < all; row++)
        {
            Levels.Pointer[row] = (byte)Draw.Level(Seed, row, M);
            FirstUpper.Pointer[row] = UpperBlocks;
            UpperBlocks = checked(UpperBlocks + Levels.Pointer[row]);
            Twins.Pointer[row] = -1;
        }

        int before = Upper.Length;
        Upper.Grow((long)UpperBlocks * M);
        new Span<int>(Upper.Pointer + before, Upper.Length - before).Fill(-1);
        new Span<int>(Links.Pointer + ((nint)Count * Width), count * Width).Fill(-1);
        Count = all;
    }
}
