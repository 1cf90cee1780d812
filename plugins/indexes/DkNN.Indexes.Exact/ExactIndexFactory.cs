using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>Builds and loads exact indexes.</summary>
[NeighborIndex("exact", Description = "every row compared, by blocked matrix products over all cores; the oracle of all others")]
public sealed class ExactIndexFactory : INeighborIndexFactory<ExactOptions>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public INeighborIndex Build(RowMatrix rows, ExactOptions options, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var index = new ExactIndex(new ExactSearch(rows, context.CancellationToken));
        context.Progress?.Report(1);
        return index;
    }

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, ExactOptions options) => ExactIndex.Load(path, rows);
}
