using System.Globalization;
using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// Builds and loads indexes by NN-Descent (Dong, Moses and Li, "Efficient k-nearest neighbor graph construction for generic similarity
/// measures", WWW 2011), started from random-projection trees, pruned and searched best first.
/// </summary>
[NeighborIndex("nndescent", Description = "a graph of nearest neighbours by NN-Descent, pruned, and walked best first with a slack")]
public sealed class NNDescentIndexFactory : INeighborIndexFactory<NNDescentOptions>
{
    /// <summary>Under this the scan of reduced rows, as other indexes make it, is as fast and asks for a shorter build.</summary>
    private const int ManyRows = 200_000;

    /// <summary>Up to this a graph's links are a third of the rows' own size.</summary>
    private const int ShortRow = 512;

    /// <summary>Rows whose product with a query takes the time of measuring those that a walk meets, as benchmarks tell.</summary>
    private const int MeasuredRows = 3_000;

    /// <summary>Work of a walk's steps, which hardly grows with the rows.</summary>
    private const double Walk = 5e6;

    /// <summary>Rows that the build compares each row with.</summary>
    private const int ComparedRows = 1_500;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public INeighborIndex Build(RowMatrix rows, NNDescentOptions options, IndexBuildContext context) =>
        Build(rows, options, context, SharedCores.Limit);

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, NNDescentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return NNDescentIndex.Load(path, rows, options.Epsilon);
    }

    /// <inheritdoc/>
    public SearchCost? Cost(int rows, int dimension, NNDescentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (rows < ManyRows || dimension <= ShortRow) return null;
        return new SearchCost(
            (double)rows * dimension * ComparedRows,
            Walk + ((double)MeasuredRows * dimension),
            (long)rows * (dimension + (sizeof(int) * options.Neighbors)),
            string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows of {dimension:N0} floats are many, and a graph leads to the near ones"));
    }

    internal static NNDescentIndex Build(RowMatrix rows, NNDescentOptions options, IndexBuildContext context, int workers)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var (graph, space) = new GraphBuild(rows, options, context, workers).Run();
        context.Progress?.Report(1);
        return new NNDescentIndex(rows, graph, space, options.Epsilon, file: null);
    }
}
