using DkNN.Vectors;

namespace DkNN.Indexes.Lsh;

/// <summary>
/// Builds and loads hash tables by cross-polytopes, after FALCONN (Andoni, Indyk, Laarhoven, Razenshteyn and Schmidt, "Practical and
/// optimal LSH for angular distance", NeurIPS 2015).
/// </summary>
/// <remarks>
/// Rows are hashed by their direction as seen from the origin, and compared by Euclidean distance: rows are best centred, so that near
/// rows have near directions.
/// </remarks>
[NeighborIndex("lsh", Description = "cross-polytope hashing with many probes, after FALCONN; true distances for the buckets' rows")]
public sealed class LshIndexFactory : INeighborIndexFactory<LshOptions>
{
    /// <summary>Share of the work before the probes are chosen.</summary>
    private const double Hashing = 0.9;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// A row holds NaN, infinity or values whose squares overflow single precision, the last dimension is no power of two or more than the
    /// rotations have, hashes have more than 32 bits, or there are too many tables for so many rows.
    /// </exception>
    public INeighborIndex Build(RowMatrix rows, LshOptions options, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        FiniteRows.RequireRows(rows, context.CancellationToken);
        var shape = HashShape.For(rows, options);
        var hash = CrossPolytopeHash.Draw(shape, rows.Dimension, context.Seed);
        var progress = context.Progress is { } all ? new ScaledProgress(all, Hashing) : null;
        var tables = TableBuilder.Build(rows, hash, progress, context.CancellationToken);
        var index = new LshIndex(rows, hash, tables, options.Probes, file: null);
        if (options.TargetRecall > 0)
        {
            var tuner = new ProbeTuner(index, rows, Math.Min(options.TargetNeighbors, rows.Count - 1), context);
            index.Effort.Value = tuner.LeastProbes(options.TargetRecall);
        }

        context.Progress?.Report(1);
        return index;
    }

    /// <inheritdoc/>
    /// <remarks>Where the options give a target, the probes that the build chose come with the file.</remarks>
    public INeighborIndex Load(string path, RowMatrix rows, LshOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return LshIndex.Load(path, rows, options.TargetRecall > 0 ? null : options.Probes);
    }

    private sealed class ScaledProgress(IProgress<double> all, double share) : IProgress<double>
    {
        public void Report(double value) => all.Report(share * value);
    }
}
