using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>One thread's walk over the graph, with buffers that later walks use again.</summary>
internal sealed unsafe class Walker
{
    private readonly PinnedArray<byte> _visited = new(0);
    private readonly PinnedArray<int> _pending = new(256);
    private readonly PinnedArray<byte> _code = new(0);
    private byte _stamp;
    private NearestList _near;
    private NearestList _best;
    private KeyHeap _frontier = new();

    /// <summary>Distances computed since this was last set to zero.</summary>
    public long Steps { get; set; }

    /// <summary>The rows that the last walk found, ascending.</summary>
    public ReadOnlySpan<ulong> Near => new(_near.Keys, _near.Count);

    /// <summary>A second list, for whoever uses the walker.</summary>
    public ref NearestList Best => ref _best;

    /// <summary>Room for a query's code.</summary>
    public byte* Code(int bytes)
    {
        _code.Grow(bytes);
        return _code.Pointer;
    }

    /// <summary>Walks down to a level, always on to the nearest link (algorithm 5 with ef = 1).</summary>
    /// <returns>The key of the row arrived at.</returns>
    public ulong Descend<TDistance>(Graph graph, in VectorSpace space, byte* query, int level)
        where TDistance : struct, IDistance
    {
        int at = graph.Entry;
        ulong nearest = Found.Key(TDistance.Squared(query, space.At(at), space.Bytes), at);
        Steps++;
        for (int here = graph.MaxLevel; here > level; here--)
        {
            bool moved = true;
            while (moved)
            {
                moved = false;
                int* links = graph.At(Found.Row(nearest), here);
                for (int i = 0; i < graph.M && links[i] >= 0; i++) space.Prefetch(links[i]);
                for (int i = 0; i < graph.M && links[i] >= 0; i++)
                {
                    ulong key = Found.Key(TDistance.Squared(query, space.At(links[i]), space.Bytes), links[i]);
                    Steps++;
                    if (key >= nearest) continue;
                    nearest = key;
                    moved = true;
                }
            }
        }

        return nearest;
    }

    /// <summary>Searches one level (algorithm 2); <see cref="Near"/> is what it finds.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="space">Its vectors.</param>
    /// <param name="query">The query, in the vectors' form.</param>
    /// <param name="start">The key of the row to begin at.</param>
    /// <param name="level">The level.</param>
    /// <param name="ef">Rows to keep.</param>
    public void Search<TDistance>(Graph graph, in VectorSpace space, byte* query, ulong start, int level, int ef)
        where TDistance : struct, IDistance
    {
        BeginVisits(graph.Count);
        _near.Reset(ef);
        _near.Add(start);
        byte* visited = _visited.Pointer;
        visited[Found.Row(start)] = _stamp;
        int* pending = _pending.Pointer;
        int width = graph.WidthAt(level);
        int bytes = space.Bytes;
        int next = 0;
        long steps = 0;
        while (next < _near.Count)
        {
            int row = Found.Row(_near.Keys[next]);
            _near.Keys[next++] |= Found.Mark;
            int count = Gather(graph.At(row, level), width, visited, pending, space);
            steps += count;
            for (int i = 0; i < count; i++)
            {
                ulong key = Found.Key(TDistance.Squared(query, space.At(pending[i]), bytes), pending[i]);
                if (key >= _near.Bound) continue;
                next = Math.Min(next, _near.Add(key));
            }

            while (next < _near.Count && (_near.Keys[next] & Found.Mark) != 0) next++;
        }

        Steps += steps;
    }

    /// <summary>
    /// Searches level 0 for rows that a filter lets through: all are walked over, those alone are kept, in <see cref="Near"/>.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="space">Its vectors.</param>
    /// <param name="query">The query, in the vectors' form.</param>
    /// <param name="start">The key of the row to begin at.</param>
    /// <param name="ef">Rows to keep.</param>
    /// <param name="most">Most distances to compute.</param>
    /// <param name="isWanted">The filter, of linked rows.</param>
    /// <returns>Whether the search came to its end.</returns>
    public bool SearchWanted<TDistance>(
        Graph graph, in VectorSpace space, byte* query, ulong start, int ef, int most, Func<int, bool> isWanted)
        where TDistance : struct, IDistance
    {
        BeginVisits(graph.Count);
        _near.Reset(ef);
        _frontier.Clear();
        _frontier.Push(start);
        byte* visited = _visited.Pointer;
        visited[Found.Row(start)] = _stamp;
        if (isWanted(Found.Row(start))) _near.Add(start);
        int* pending = _pending.Pointer;
        long steps = 0;
        while (!_frontier.IsEmpty && steps < most)
        {
            ulong nearest = _frontier.Pop();
            if (nearest > _near.Bound) break;
            int count = Gather(graph.At(Found.Row(nearest), 0), graph.Width, visited, pending, space);
            steps += count;
            for (int i = 0; i < count; i++)
            {
                ulong key = Found.Key(TDistance.Squared(query, space.At(pending[i]), space.Bytes), pending[i]);
                if (key >= _near.Bound) continue;
                _frontier.Push(key);
                if (isWanted(pending[i])) _near.Add(key);
            }
        }

        Steps += steps;
        return steps < most;
    }

    /// <summary>Takes the links to rows not yet visited, and asks for their vectors.</summary>
    private int Gather(int* links, int width, byte* visited, int* pending, in VectorSpace space)
    {
        byte stamp = _stamp;
        int count = 0;
        for (int i = 0; i < width; i++)
        {
            int link = links[i];
            if (link < 0) break;
            // No branch: whether a row was visited cannot be foreseen. A row that was is overwritten by the next.
            pending[count] = link;
            count += visited[link] == stamp ? 0 : 1;
            visited[link] = stamp;
        }

        for (int i = 0; i < count; i++) space.Prefetch(pending[i]);
        return count;
    }

    private void BeginVisits(int rows)
    {
        if (_visited.Length < rows) _visited.Grow(rows);
        if (++_stamp != 0) return;
        new Span<byte>(_visited.Pointer, _visited.Length).Clear();
        _stamp = 1;
    }
}
