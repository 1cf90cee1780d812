using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>The graph that is searched: flat neighbour lists, in memory that does not move, or in place in a mapped file.</summary>
internal sealed unsafe class SearchGraph
{
    private const string OffsetsSection = "offsets";
    private const string NeighborsSection = "neighbors";
    private const string EntriesSection = "entries";

    private readonly PinnedArray<int> _offsets;
    private readonly PinnedArray<int> _neighbors;

    /// <summary>Takes a graph.</summary>
    /// <param name="offsets">Where each row's neighbours start, and the end.</param>
    /// <param name="neighbors">Neighbours, row after row.</param>
    /// <param name="entries">The rows that searches start from.</param>
    public SearchGraph(PinnedArray<int> offsets, PinnedArray<int> neighbors, int[] entries)
    {
        _offsets = offsets;
        _neighbors = neighbors;
        Entries = entries;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _offsets.Length - 1;

    /// <summary>The rows that searches start from.</summary>
    public int[] Entries { get; }

    /// <summary>Size in memory or in the mapping.</summary>
    public long Bytes => _offsets.Bytes + _neighbors.Bytes + (sizeof(int) * (long)Entries.Length);

    /// <summary>Takes the graph from a file, in place.</summary>
    /// <param name="file">The file, open as long as the graph.</param>
    /// <param name="rows">Number of rows.</param>
    /// <exception cref="InvalidDataException">A section is missing or leads outside the rows.</exception>
    public static SearchGraph Map(SectionFile file, int rows)
    {
        var offsets = file.Section<int>(OffsetsSection);
        var neighbors = file.Section<int>(NeighborsSection);
        int[] entries = file.Section<int>(EntriesSection).ToArray();
        file.Require(offsets.Length == rows + 1L && offsets[0] == 0 && offsets[^1] == neighbors.Length, "its lists do not fit its rows");
        file.Require(entries.Length > 0 || rows == 0, "it says no row to start from");
        var graph = new SearchGraph(new(offsets), new(neighbors), entries);
        file.Check(graph.FindFault);
        return graph;
    }

    /// <summary>The neighbours of a row, nearest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> Neighbors(int row)
    {
        int* offset = _offsets.Pointer + row;
        return new(_neighbors.Pointer + offset[0], offset[1] - offset[0]);
    }

    /// <summary>Fetches the neighbours of a row ahead.</summary>
    public void Prefetch(int row)
    {
        int* list = _neighbors.Pointer + _offsets.Pointer[row];
        Sse.Prefetch0(list);
        Sse.Prefetch0(list + (RowMatrix.Alignment / sizeof(int)));
    }

    /// <summary>Adds the graph's sections to a file.</summary>
    public void Write(SectionFileWriter file)
    {
        file.Add(OffsetsSection, _offsets.Values);
        file.Add(NeighborsSection, _neighbors.Values);
        file.Add<int>(EntriesSection, Entries);
    }

    /// <summary>What would lead a search astray; null if nothing. It reads all lists.</summary>
    private string? FindFault()
    {
        for (int row = 0; row < Count; row++)
        {
            if (_offsets.Pointer[row] > _offsets.Pointer[row + 1]) return $"the list of row {row} ends before it starts";
        }

        bool areRows = AreRows(_neighbors.Values) && AreRows(Entries);
        return areRows ? null : "it leads to rows that there are none of";

        bool AreRows(ReadOnlySpan<int> ids) => !ids.ContainsAnyExceptInRange(0, Count - 1);
    }
}
