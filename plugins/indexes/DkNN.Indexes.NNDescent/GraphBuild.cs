using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>The steps of a build, from rows to the graph that is searched.</summary>
internal sealed class GraphBuild(RowMatrix rows, NNDescentOptions options, IndexBuildContext context, int workers)
{
    /// <summary>Rows that every search starts from.</summary>
    private const int Entries = 64;

    /// <summary>Floats up to which rows are compared as they are.</summary>
    private const int ShortRow = 512;

    private const int UsualSketch = 256;

    private const double TreesDone = 0.2;
    private const double DescentDone = 0.85;

    private readonly ParallelOptions _parallel = new()
    {
        CancellationToken = context.CancellationToken, MaxDegreeOfParallelism = workers,
    };

    /// <summary>Builds.</summary>
    /// <returns>The graph, and what to walk over; null for the rows.</returns>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public (SearchGraph Graph, WalkSpace? Space) Run()
    {
        FiniteRows.RequireRows(rows, context.CancellationToken);
        int usual = rows.Dimension > ShortRow ? UsualSketch : rows.Dimension;
        // One coordinate and the length of what is left over are the least.
        int floats = options.Sketch > 0 ? Math.Max(2, options.Sketch) : usual;
        if (floats >= rows.Dimension || rows.Count == 0) return (Run(rows), WalkSpace.Of(rows, null, workers));
        var projection = Projection.Fit(rows, floats - 1, context.Seed, context.CancellationToken);
        try
        {
            using var sketches = projection.Reduce(rows, context.CancellationToken);
            var graph = Run(sketches);
            if (SketchTrust.Holds(rows, sketches, context.CancellationToken))
            {
                return (graph, WalkSpace.Of(sketches, projection, workers));
            }

            projection.Dispose();
            return (graph, WalkSpace.Of(rows, null, workers));
        }
        catch
        {
            projection.Dispose();
            throw;
        }
    }

    /// <summary>Finds the nearest neighbours of every row.</summary>
    /// <param name="compared">The rows or their sketches.</param>
    /// <param name="lists">Takes the neighbours.</param>
    /// <returns>The rows in an order that keeps near ones together.</returns>
    public int[] FindNeighbors(RowMatrix compared, NeighborLists lists)
    {
        // As PyNNDescent chooses.
        int trees = options.Trees > 0 ? options.Trees : Math.Min(32, 5 + (int)Math.Round(Math.Pow(rows.Count, 0.25)));
        var descent = new Descent(compared, lists, _parallel);
        int[] order = descent.Start(trees, options.LeafSize, context.Seed, Report(0, TreesDone));
        descent.Run(order, options.Rounds, context.Seed, Report(TreesDone, DescentDone));
        return order;
    }

    private SearchGraph Run(RowMatrix compared)
    {
        var lists = new NeighborLists(rows.Count, Math.Max(1, Math.Min(options.Neighbors, rows.Count - 1)));
        int[] order = FindNeighbors(compared, lists);
        var edges = new GraphPruning(compared, options.Pruning, options.MaxDegree, _parallel).Run(lists);
        int[] entries = new int[Math.Min(Entries, rows.Count)];
        // Evenly over the leaves of a tree, they lie wherever rows do.
        for (int i = 0; i < entries.Length; i++) entries[i] = order[(int)((long)i * rows.Count / entries.Length)];
        return new Reachability(compared, edges, lists, entries).Connect();
    }

    private Action<double> Report(double from, double to) => share => context.Progress?.Report(from + (share * (to - from)));
}
