using System.Collections.Concurrent;

namespace DkNN.Indexes.Hnsw;

/// <summary>
/// Inserts rows into the graph (Malkov and Yashunin 2018, algorithm 1), in batches, so that threads need no locks and change nothing: the
/// rows of a batch all search the graph as it was before, then every row that they link to takes its new links in one go.
/// </summary>
/// <remarks>Rows of one batch do not find each other; a batch is too small a share of the graph for that to show.</remarks>
/// <typeparam name="TDistance">The distance.</typeparam>
internal sealed unsafe class GraphBuilder<TDistance>(Graph graph, VectorSpace space, int workers)
    where TDistance : struct, IDistance
{
    /// <summary>Batches are at most one in so many of the rows in the graph.</summary>
    private const int Share = 32;

    private const int MaxBatch = 4_096;

    private readonly ConcurrentBag<Walker> _walkers = [];
    private ulong[] _edges = [];
    private int[] _starts = [];

    /// <summary>Inserts rows, those of high levels first: what they link is where the others begin to search.</summary>
    /// <param name="rows">Rows with room in the graph, in a random order.</param>
    /// <param name="linked">Rows linked before.</param>
    /// <param name="progress">Told the share done, or null.</param>
    /// <param name="cancellationToken">Stops the work, and leaves the graph of no use.</param>
    public void Insert(int[] rows, int linked, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int[] order = [.. rows.OrderByDescending(row => graph.Levels.Pointer[row])];
        int at = 0;
        if (graph.Entry < 0 && order.Length > 0)
        {
            graph.Entry = order[0];
            graph.MaxLevel = graph.Levels.Pointer[order[0]];
            at = 1;
        }

        while (at < order.Length)
        {
            int size = Math.Min(Math.Clamp((linked + at) / Share, 1, MaxBatch), order.Length - at);
            InsertBatch(order.AsMemory(at, size), cancellationToken);
            at += size;
            progress?.Report((double)at / order.Length);
        }
    }

    private void InsertBatch(ReadOnlyMemory<int> batch, CancellationToken cancellationToken)
    {
        Run(batch.Length, (walker, i) => Connect(walker, batch.Span[i]), cancellationToken);
        int highest = graph.Levels.Pointer[batch.Span[0]];
        for (int level = Math.Min(highest, graph.MaxLevel); level >= 0; level--) LinkBack(batch.Span, level, cancellationToken);
        if (highest <= graph.MaxLevel) return;
        graph.MaxLevel = highest;
        graph.Entry = batch.Span[0];
    }

    /// <summary>Finds a row's own links. No other row knows of it yet.</summary>
    private void Connect(Walker walker, int row)
    {
        byte* vector = space.At(row);
        int level = Math.Min(graph.Levels.Pointer[row], graph.MaxLevel);
        ulong nearest = walker.Descend<TDistance>(graph, space, vector, level);
        for (; level >= 0; level--)
        {
            walker.Search<TDistance>(graph, space, vector, nearest, level, graph.EfConstruction);
            nearest = walker.Near[0] & ~Found.Mark;
            int* links = graph.At(row, level);
            LinkSelection.Select<TDistance>(space, walker.Near, links, graph.M);
        }
    }

    /// <summary>Links the rows that a batch's rows link to back to them, in an order that the rows alone decide.</summary>
    private void LinkBack(ReadOnlySpan<int> batch, int level, CancellationToken cancellationToken)
    {
        if (_edges.Length < batch.Length * graph.M)
        {
            _edges = new ulong[batch.Length * graph.M];
            _starts = new int[_edges.Length + 1];
        }

        int count = 0;
        foreach (int row in batch)
        {
            if (graph.Levels.Pointer[row] < level) break;
            int* links = graph.At(row, level);
            for (int i = 0; i < graph.M && links[i] >= 0; i++) _edges[count++] = ((ulong)links[i] << 32) | (uint)row;
        }

        Array.Sort(_edges, 0, count);
        int targets = 0;
        for (int i = 0; i < count; i++)
        {
            if (i == 0 || _edges[i] >> 32 != _edges[i - 1] >> 32) _starts[targets++] = i;
        }

        _starts[targets] = count;
        Run(targets, (walker, i) => Extend(walker, level, _edges.AsSpan(_starts[i], _starts[i + 1] - _starts[i])), cancellationToken);
    }

    /// <summary>Adds links to a row; where they are too many, the heuristic chooses.</summary>
    private void Extend(Walker walker, int level, ReadOnlySpan<ulong> edges)
    {
        int target = (int)(edges[0] >> 32), width = graph.WidthAt(level), old = 0;
        int* links = graph.At(target, level);
        while (old < width && links[old] >= 0) old++;
        if (old + edges.Length <= width)
        {
            foreach (ulong edge in edges) links[old++] = (int)(uint)edge;
            return;
        }

        ref var candidates = ref walker.Best;
        candidates.Reset(old + edges.Length);
        for (int i = 0; i < old; i++) Consider(ref candidates, links[i]);
        foreach (ulong edge in edges) Consider(ref candidates, (int)(uint)edge);
        LinkSelection.Select<TDistance>(space, new ReadOnlySpan<ulong>(candidates.Keys, candidates.Count), links, width);

        void Consider(ref NearestList list, int row) =>
            list.Add(Found.Key(TDistance.Squared(space.At(target), space.At(row), space.Bytes), row));
    }

    private void Run(int count, Action<Walker, int> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (count < 8 || workers == 1)
        {
            var walker = Rent();
            for (int i = 0; i < count; i++) body(walker, i);
            _walkers.Add(walker);
            return;
        }

        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = workers };
        Parallel.For(
            0,
            count,
            options,
            Rent,
            (i, _, walker) =>
            {
                body(walker, i);
                return walker;
            },
            _walkers.Add);
    }

    private Walker Rent() => _walkers.TryTake(out var walker) ? walker : new Walker();
}
