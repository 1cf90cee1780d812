using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>What an index keeps on disk. Links are used where they are mapped, so every one is checked to lead to a row.</summary>
internal static unsafe class GraphFile
{
    private const string Kind = "index/hnsw/1";
    private const string Shape = "graph";
    private const string Links = "links";
    private const string Upper = "upper-links";
    private const string Levels = "levels";
    private const string TwinRows = "twins";
    private const string Deleted = "deleted";
    private const string Inserted = "inserted";

    public static void Save(string path, RowStore rows, Graph graph, RowCodes? codes, PinnedArray<byte> deleted)
    {
        using var file = SectionFileWriter.Create(path, Kind);
        RowIdentity.Write(file, rows.Given);
        file.Add<int>(Shape, [graph.M, graph.EfConstruction, graph.Seed, graph.Entry, graph.MaxLevel]);
        file.Add(Links, graph.Links.Values[..checked(graph.Count * graph.Width)]);
        file.Add(Upper, graph.Upper.Values[..checked(graph.UpperBlocks * graph.M)]);
        file.Add(Levels, graph.Levels.Values[..graph.Count]);
        file.Add(TwinRows, graph.Twins.Values[..graph.Count]);
        file.Add(Deleted, deleted.Values[..graph.Count]);
        file.Add(Inserted, rows.Inserted);
        RowCodes.Write(codes, graph.Count, file);
        file.Complete();
    }

    /// <summary>Maps a saved index.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    public static HnswIndex Load(string path, RowMatrix rows, int efSearch)
    {
        var file = SectionFile.Open(path, Kind);
        var store = new RowStore(rows);
        try
        {
            RowIdentity.Require(file, rows);
            if (file.Section<float>(Inserted).Length > 0) store.Append(file.Rows(Inserted, rows.Dimension));
            var graph = ReadGraph(file, store.Count);
            var deleted = new PinnedArray<byte>(file.Section<byte>(Deleted));
            Require(file, deleted.Length == store.Count, "it does not say of every row whether it is deleted");
            var codes = RowCodes.Map(file, rows.Dimension, store.Count);
            return new HnswIndex(store, graph, codes, deleted, efSearch, Environment.ProcessorCount, file);
        }
        catch
        {
            store.Dispose();
            file.Dispose();
            throw;
        }
    }

    private static Graph ReadGraph(SectionFile file, int count)
    {
        var shape = file.Section<int>(Shape);
        Require(file, shape.Length == 5 && shape[0] is >= 2 and <= 128 && shape[1] is >= 1 and <= 10_000, "it does not describe its graph");
        var levels = new PinnedArray<byte>(file.Section<byte>(Levels));
        var twins = new PinnedArray<int>(file.Section<int>(TwinRows));
        var links = new PinnedArray<int>(file.Section<int>(Links));
        var upper = new PinnedArray<int>(file.Section<int>(Upper));
        Require(file, levels.Length == count && twins.Length == count, "its graph is one of another number of rows");
        Require(file, !levels.Values.ContainsAnyExceptInRange((byte)0, (byte)Draw.HighestLevel), "a row stands too high");
        var graph = new Graph(shape[0], shape[1], shape[2], links, upper, levels, twins) { Entry = shape[3], MaxLevel = shape[4] };
        Require(file, links.Length == (long)count * graph.Width && upper.Length == (long)graph.UpperBlocks * graph.M, "links are missing");
        bool isEntered = count == 0 ? graph.Entry == -1
            : (uint)graph.Entry < (uint)count && levels.Pointer[graph.Entry] == graph.MaxLevel;
        Require(file, isEntered, "its graph has no way in");
        RequireLinks(file, graph);
        return graph;
    }

    private static void RequireLinks(SectionFile file, Graph graph)
    {
        int count = graph.Count;
        foreach (int link in graph.Links.Values) Require(file, link >= -1 && link < count, "a link leads to no row");
        for (int row = 0; row < count; row++)
        {
            int twin = graph.Twins.Pointer[row];
            // Ascending: a chain that ran in a circle would have no end.
            Require(file, twin == -1 || (twin > row && twin < count), "a row's twin is no row after it");
            for (int level = 1; level <= graph.Levels.Pointer[row]; level++)
            {
                foreach (int link in new ReadOnlySpan<int>(graph.At(row, level), graph.M))
                {
                    bool isRow = link == -1 || ((uint)link < (uint)count && graph.Levels.Pointer[link] >= level);
                    Require(file, isRow, "a link leads to no row of its level");
                }
            }
        }
    }

    private static void Require(SectionFile file, bool condition, string otherwise)
    {
        if (condition) return;
        throw new InvalidDataException($"'{file.Path}' is damaged: {otherwise}. Delete it, so that it is made anew.");
    }
}
