using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>Adds the edges without which some rows could not be reached from the entries, and packs the graph.</summary>
/// <param name="rows">The rows.</param>
/// <param name="edges">The pruned graph.</param>
/// <param name="neighbors">The nearest neighbours, from which a way to a row is chosen.</param>
/// <param name="entries">The rows that searches start from.</param>
internal sealed unsafe class Reachability(RowMatrix rows, EdgeLists edges, NeighborLists neighbors, int[] entries)
{
    private readonly bool[] _reached = new bool[rows.Count];
    private readonly Stack<int> _open = new();
    private readonly List<(int From, int To)> _added = [];

    /// <summary>Connects and packs.</summary>
    public SearchGraph Connect()
    {
        foreach (int entry in entries) Reach(entry);
        for (int row = 0; row < rows.Count; row++)
        {
            if (_reached[row]) continue;
            _added.Add((WayTo(row), row));
            Reach(row);
        }

        return Pack();
    }

    private void Reach(int start)
    {
        if (!_reached[start]) _open.Push(start);
        _reached[start] = true;
        while (_open.TryPop(out int row))
        {
            foreach (ulong key in edges.Row(row))
            {
                int next = (int)(uint)key;
                if (!_reached[next]) _open.Push(next);
                _reached[next] = true;
            }
        }
    }

    /// <summary>The nearest row known to be reached: a neighbour, or else an entry.</summary>
    private int WayTo(int row)
    {
        foreach (ulong key in neighbors.Row(row))
        {
            if (_reached[NeighborLists.IdOf(key)]) return NeighborLists.IdOf(key);
        }

        return entries.MinBy(entry => FastDistance.Squared(
            rows.Pointer + ((nint)row * rows.Stride), rows.Pointer + ((nint)entry * rows.Stride), rows.Stride));
    }

    private SearchGraph Pack()
    {
        var added = _added.ToLookup(edge => edge.From, edge => edge.To);
        int total = _added.Count;
        for (int row = 0; row < rows.Count; row++) total = checked(total + edges.Row(row).Length);
        var offsets = new PinnedArray<int>(rows.Count + 1);
        var ids = new PinnedArray<int>(total);
        int at = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            foreach (ulong key in edges.Row(row)) ids.Pointer[at++] = (int)(uint)key;
            foreach (int id in added[row]) ids.Pointer[at++] = id;
            offsets.Pointer[row + 1] = at;
        }

        return new SearchGraph(offsets, ids, entries);
    }
}
