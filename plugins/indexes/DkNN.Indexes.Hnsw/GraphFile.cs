using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>What an index keeps on disk. Links are used where they are mapped, so every one is checked to lead to a row.</summary>
internal static unsafe class GraphFile
{
    public const string Kind = "index/hnsw/2";
    private const string Shape = "graph";
    private const string Links = "links";
    private const string Upper = "upper-links";
    private const string FirstUpper = "upper-starts";
    private const string Levels = "levels";
    private const string TwinRows = "twins";
    private const string Deleted = "deleted";
    private const string Inserted = "inserted";

    public static void Write(SectionFileWriter file, RowStore rows, Graph graph, RowCodes? codes, PinnedArray<byte> deleted)
    {
        file.Add<int>(Shape, [graph.M, graph.EfConstruction, graph.Seed, graph.Entry, graph.MaxLevel, graph.Linked, graph.UpperBlocks]);
        file.Add(Links, graph.Links.Values[..checked(graph.Count * graph.Width)]);
        file.Add(Upper, graph.Upper.Values[..checked(graph.UpperBlocks * graph.M)]);
        file.Add(FirstUpper, graph.FirstUpper.Values[..graph.Count]);
        file.Add(Levels, graph.Levels.Values[..graph.Count]);
        file.Add(TwinRows, graph.Twins.Values[..graph.Count]);
        file.Add(Deleted, deleted.Values[..graph.Count]);
        file.Add(Inserted, rows.Inserted);
        RowCodes.Write(codes, graph.Count, file);
    }

    /// <summary>Takes an index's parts from its file, where they stand.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    public static (RowStore Rows, Graph Graph, RowCodes? Codes, PinnedArray<byte> Deleted) Read(SectionFile file, RowMatrix rows)
    {
        var store = new RowStore(rows);
        try
        {
            RowIdentity.Require(file, rows);
            if (file.Section<float>(Inserted).Length > 0) store.Take(file.Rows(Inserted, rows.Dimension));
            var graph = ReadGraph(file, store.Count);
            var deleted = new PinnedArray<byte>(file.Section<byte>(Deleted));
            file.Require(deleted.Length == store.Count, "it does not say of every row whether it is deleted");
            return (store, graph, RowCodes.Map(file, rows.Dimension, store.Count), deleted);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static Graph ReadGraph(SectionFile file, int count)
    {
        var shape = file.Section<int>(Shape);
        file.Require(shape.Length == 7 && shape[0] is >= 2 and <= 128 && shape[1] is >= 1 and <= 10_000, "it does not describe its graph");
        var levels = new PinnedArray<byte>(file.Section<byte>(Levels));
        var twins = new PinnedArray<int>(file.Section<int>(TwinRows));
        var links = new PinnedArray<int>(file.Section<int>(Links));
        var upper = new PinnedArray<int>(file.Section<int>(Upper));
        var firstUpper = new PinnedArray<int>(file.Section<int>(FirstUpper));
        bool isWhole = levels.Length == count && twins.Length == count && firstUpper.Length == count;
        file.Require(isWhole, "its graph is one of another number of rows");
        var graph = new Graph(shape[0], shape[1], shape[2], links, upper, firstUpper, levels, twins)
        {
            Entry = shape[3], MaxLevel = shape[4], Linked = shape[5], UpperBlocks = shape[6],
        };
        isWhole = links.Length == (long)count * graph.Width && upper.Length == (long)graph.UpperBlocks * graph.M;
        file.Require(isWhole, "links are missing");
        file.Require(count == 0 ? graph.Entry == -1 : (uint)graph.Entry < (uint)count, "its graph has no way in");
        file.Check(() => FindFault(graph));
        return graph;
    }

    /// <summary>What would lead a walk astray; null if nothing. It reads all links.</summary>
    private static string? FindFault(Graph graph)
    {
        int count = graph.Count;
        if (graph.Levels.Values.ContainsAnyExceptInRange((byte)0, (byte)Draw.HighestLevel)) return "a row stands too high";
        if (count > 0 && graph.Levels.Pointer[graph.Entry] != graph.MaxLevel) return "its graph has no way in";
        if (graph.Links.Values.ContainsAnyExceptInRange(-1, count - 1)) return "a link leads to no row";
        long blocks = 0;
        int linked = 0;
        for (int row = 0; row < count; row++)
        {
            if (graph.FirstUpper.Pointer[row] != blocks) return "links are missing";
            blocks += graph.Levels.Pointer[row];
            int twin = graph.Twins.Pointer[row];
            if (twin == -1) linked++;
            // Ascending: a chain that ran in a circle would have no end.
            else if (twin <= row || twin >= count) return "a row's twin is no row after it";
        }

        if (blocks != graph.UpperBlocks) return "links are missing";
        if (linked != graph.Linked) return "it counts its linked rows wrongly";
        for (int row = 0; row < count; row++)
        {
            for (int level = 1; level <= graph.Levels.Pointer[row]; level++)
            {
                foreach (int link in new ReadOnlySpan<int>(graph.At(row, level), graph.M))
                {
                    bool isRow = link == -1 || ((uint)link < (uint)count && graph.Levels.Pointer[link] >= level);
                    if (!isRow) return "a link leads to no row of its level";
                }
            }
        }

        return null;
    }
}
