using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>Builds and loads graph indexes.</summary>
[NeighborIndex("hnsw", Description = "a graph of small worlds, walked over 8-bit copies of the rows; exact distances for what it finds")]
public sealed class HnswIndexFactory : INeighborIndexFactory<HnswOptions>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public INeighborIndex Build(RowMatrix rows, HnswOptions options, IndexBuildContext context) =>
        HnswIndex.Build(rows, options, context, SharedCores.Limit);

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, HnswOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return HnswIndex.Load(path, rows, options.EfSearch);
    }
}
