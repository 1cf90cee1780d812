using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// Builds and loads indexes by NN-Descent (Dong, Moses and Li, "Efficient k-nearest neighbor graph construction for generic similarity
/// measures", WWW 2011), started from random-projection trees, pruned and searched best first.
/// </summary>
[NeighborIndex("nndescent", Description = "a graph of nearest neighbours by NN-Descent, pruned, and walked best first with a slack")]
public sealed class NNDescentIndexFactory : INeighborIndexFactory<NNDescentOptions>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public INeighborIndex Build(RowMatrix rows, NNDescentOptions options, IndexBuildContext context) =>
        Build(rows, options, context, Environment.ProcessorCount);

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, NNDescentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return NNDescentIndex.Load(path, rows, options.Epsilon);
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
