using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>The graph that is searched: flat neighbour lists, in memory that does not move, or in place in a mapped file.</summary>
internal sealed unsafe class SearchGraph : IDisposable
{
    private const string OffsetsSection = "offsets";
    private const string NeighborsSection = "neighbors";
    private const string EntriesSection = "entries";

    private readonly SectionFile? _file;
    private readonly int[] _ownOffsets = [];
    private readonly int[] _ownNeighbors = [];
    private readonly int* _offsets;
    private readonly int* _neighbors;
    private readonly int[] _entries;
    private readonly int _edges;

    /// <summary>Takes a graph that was built.</summary>
    /// <param name="offsets">Where each row's neighbours start, and the end; a pinned array.</param>
    /// <param name="neighbors">Neighbours, row after row; a pinned array.</param>
    /// <param name="entries">The rows that searches start from.</param>
    public SearchGraph(int[] offsets, int[] neighbors, int[] entries)
    {
        _ownOffsets = offsets;
        _ownNeighbors = neighbors;
        _offsets = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(offsets));
        _neighbors = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(neighbors));
        _entries = entries;
        _edges = neighbors.Length;
        Count = offsets.Length - 1;
    }

    private SearchGraph(SectionFile file, int rows)
    {
        var offsets = file.Section<int>(OffsetsSection);
        var neighbors = file.Section<int>(NeighborsSection);
        _entries = file.Section<int>(EntriesSection).ToArray();
        file.Require(offsets.Length == rows + 1L && offsets[0] == 0 && offsets[^1] == neighbors.Length, "its lists do not fit its rows");
        file.Require(_entries.Length > 0 || rows == 0, "it says no row to start from");
        fixed (int* start = offsets) _offsets = start;
        fixed (int* start = neighbors) _neighbors = start;
        _edges = neighbors.Length;
        _file = file;
        Count = rows;
        file.Check(FindFault);
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>The rows that searches start from.</summary>
    public int[] Entries => _entries;

    /// <summary>Size in memory or in the mapping.</summary>
    public long Bytes => sizeof(int) * (Count + 1L + _edges + _entries.Length);

    /// <summary>Takes the graph from a file, in place.</summary>
    /// <param name="file">The file, from here on the graph's.</param>
    /// <param name="rows">Number of rows.</param>
    /// <exception cref="InvalidDataException">A section is missing or leads outside the rows.</exception>
    public static SearchGraph Load(SectionFile file, int rows) => new(file, rows);

    /// <summary>The neighbours of a row, nearest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> Neighbors(int row) => new(_neighbors + _offsets[row], _offsets[row + 1] - _offsets[row]);

    /// <summary>Fetches the neighbours of a row ahead.</summary>
    public void Prefetch(int row)
    {
        int* list = _neighbors + _offsets[row];
        Sse.Prefetch0(list);
        Sse.Prefetch0(list + (RowMatrix.Alignment / sizeof(int)));
    }

    /// <summary>Adds the graph's sections to a file.</summary>
    public void Save(SectionFileWriter file)
    {
        file.Add(OffsetsSection, new ReadOnlySpan<int>(_offsets, Count + 1));
        file.Add(NeighborsSection, new ReadOnlySpan<int>(_neighbors, _edges));
        file.Add<int>(EntriesSection, _entries);
    }

    /// <summary>Checks what loading left unread; it is called before every use.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public void Validate() => _file?.Validate();

    /// <summary>Unmaps the file, if there is one.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        GC.KeepAlive(_ownOffsets);
        GC.KeepAlive(_ownNeighbors);
    }

    /// <summary>What would lead a search astray; null if nothing. It reads all lists.</summary>
    private string? FindFault()
    {
        for (int row = 0; row < Count; row++)
        {
            if (_offsets[row] > _offsets[row + 1]) return $"the list of row {row} ends before it starts";
        }

        bool areRows = AreRows(new ReadOnlySpan<int>(_neighbors, _edges)) && AreRows(_entries);
        return areRows ? null : "it leads to rows that there are none of";

        bool AreRows(ReadOnlySpan<int> ids) => !ids.ContainsAnyExceptInRange(0, Count - 1);
    }
}
