using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// NN-Descent: a neighbour of a neighbour is likely a neighbour, so in every round the candidates of each row are compared with each other
/// where one of the two is new (Dong, Moses and Li, WWW 2011, algorithm 2).
/// </summary>
internal sealed unsafe class Descent(RowMatrix rows, NeighborLists lists, ParallelOptions options)
{
    /// <summary>Most new and most old candidates of a row in a round.</summary>
    private const int MostCandidates = 60;

    /// <summary>Share of all neighbours that may still be new at the end.</summary>
    private const double Remainder = 0.001;

    /// <summary>Compares all rows of every leaf of some trees.</summary>
    /// <param name="trees">Number of trees, at least 1.</param>
    /// <param name="leafSize">Most rows of a leaf.</param>
    /// <param name="seed">Seed of the trees.</param>
    /// <param name="progress">Told the share done.</param>
    /// <returns>The rows in the order of the first tree's leaves.</returns>
    public int[] Start(int trees, int leafSize, int seed, Action<double> progress)
    {
        int[] order = [];
        int done = 0;
        Parallel.For(0, trees, options, number =>
        {
            var tree = ProjectionTree.Grow(rows, leafSize, unchecked((seed * 486187739) + number), options.CancellationToken);
            if (number == 0) order = tree.Order;
            int start = 0;
            foreach (int end in tree.Ends)
            {
                JoinAll(tree.Order.AsSpan(start, end - start));
                start = end;
            }

            progress((double)Interlocked.Increment(ref done) / trees);
        });
        return order;
    }

    /// <summary>Descends until next to nothing changes.</summary>
    /// <param name="order">The rows in an order that keeps near ones together, for the caches' sake.</param>
    /// <param name="rounds">Most rounds.</param>
    /// <param name="seed">Seed of the samples.</param>
    /// <param name="progress">Told the share done.</param>
    public void Run(int[] order, int rounds, int seed, Action<double> progress)
    {
        var sample = new CandidateSample(lists, Math.Min(MostCandidates, lists.Capacity));
        for (int round = 0; round < rounds; round++)
        {
            sample.Draw(((ulong)(uint)seed << 32) + (ulong)round, options);
            Blocks.Run(rows.Count, options, (start, end) =>
            {
                for (int place = start; place < end; place++) Join(sample.New(order[place]), sample.Old(order[place]));
            });
            progress((double)(round + 1) / rounds);
            if (lists.CountNew() <= Remainder * lists.Count * lists.Capacity) break;
        }
    }

    private void JoinAll(ReadOnlySpan<int> members) => Join(members, []);

    private void Join(ReadOnlySpan<int> fresh, ReadOnlySpan<int> old)
    {
        for (int i = 0; i < fresh.Length; i++)
        {
            Compare(fresh[i], fresh[(i + 1)..]);
            Compare(fresh[i], old);
        }
    }

    private void Compare(int row, ReadOnlySpan<int> others)
    {
        float* values = rows.Pointer + ((nint)row * rows.Stride);
        foreach (int other in others)
        {
            // A row may be new from one end and old from the other.
            if (other == row) continue;
            lists.Offer(row, other, FastDistance.Squared(values, rows.Pointer + ((nint)other * rows.Stride), rows.Stride));
        }
    }
}
