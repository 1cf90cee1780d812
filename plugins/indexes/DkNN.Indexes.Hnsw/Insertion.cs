using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>Takes rows into the graph: twins hang on the rows they are the same as, the others are linked.</summary>
internal sealed unsafe class Insertion(RowStore rows, Graph graph, RowCodes? codes, int workers)
{
    /// <summary>Rows kept while the same row is sought.</summary>
    private const int TwinEf = 32;

    /// <summary>Takes rows into the graph.</summary>
    /// <param name="added">The rows, in the store already.</param>
    /// <param name="first">Position of the first one.</param>
    /// <param name="progress">Told the share done, or null.</param>
    /// <param name="cancellationToken">Stops the work, and leaves the graph of no use.</param>
    public void Run(RowMatrix added, int first, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int[] firsts = Twins.Firsts(added, workers, cancellationToken);
        int[] same = new int[added.Count];
        Array.Fill(same, -1);
        if (graph.Entry >= 0)
        {
            if (codes is null) FindTwins<FloatDistance>(rows.Space, firsts, same, first);
            else FindTwins<CodedDistance>(VectorSpace.Of(codes), firsts, same, first);
        }

        graph.Append(added.Count);
        int[] fresh = Hang(firsts, same, first);
        int linked = graph.Linked;
        graph.Linked += fresh.Length;
        ulong[] places = Array.ConvertAll(fresh, row => Draw.Order(graph.Seed, row));
        Array.Sort(places, fresh);
        if (codes is null) new GraphBuilder<FloatDistance>(graph, rows.Space, workers).Insert(fresh, linked, progress, cancellationToken);
        else new GraphBuilder<CodedDistance>(graph, VectorSpace.Of(codes), workers).Insert(fresh, linked, progress, cancellationToken);
    }

    /// <summary>Seeks, for rows that are the first of their kind among those added, the same row in the graph.</summary>
    private void FindTwins<TDistance>(VectorSpace space, int[] firsts, int[] same, int first)
        where TDistance : struct, IDistance
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
        Parallel.For(
            0,
            firsts.Length,
            options,
            () => new Walker(),
            (i, _, walker) =>
            {
                if (firsts[i] != i) return walker;
                byte* vector = space.At(first + i);
                ulong start = walker.Descend<TDistance>(graph, space, vector, level: 0);
                walker.Search<TDistance>(graph, space, vector, start, level: 0, TwinEf);
                foreach (ulong key in walker.Near)
                {
                    if (Found.Squared(key) != 0) break;
                    if (Twins.AreSame(rows.Row(Found.Row(key)), rows.Row(first + i))) same[i] = Found.Row(key);
                }

                return walker;
            },
            _ => { });
    }

    /// <summary>Hangs every twin at the end of its chain, and gives the rows that are none.</summary>
    private int[] Hang(int[] firsts, int[] same, int first)
    {
        var fresh = new List<int>(firsts.Length);
        var ends = new Dictionary<int, int>();
        int* twins = graph.Twins.Pointer;
        for (int i = 0; i < firsts.Length; i++)
        {
            int original = same[firsts[i]];
            if (original < 0) original = first + firsts[i];
            if (original == first + i)
            {
                fresh.Add(original);
                continue;
            }

            if (!ends.TryGetValue(original, out int end))
            {
                end = original;
                while (twins[end] >= 0) end = twins[end];
            }

            twins[end] = first + i;
            ends[original] = first + i;
        }

        return [.. fresh];
    }
}
