using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>Builds and loads projected indexes.</summary>
[NeighborIndex("projected", Description = "search in a fitted projection, bounds on what it leaves out, exact distances for the rest")]
public sealed class ProjectedIndexFactory : INeighborIndexFactory<ProjectedOptions>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public INeighborIndex Build(RowMatrix rows, ProjectedOptions options, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var basis = Basis.Fit(rows, ComponentsFor(rows, options), context.Seed, context.CancellationToken);
        context.Progress?.Report(0.3);
        var index = ProjectedIndex.Build(rows, basis, options.Certainty, context.CancellationToken);
        context.Progress?.Report(1);
        return index;
    }

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, ProjectedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ProjectedIndex.Load(path, rows, options.Certainty);
    }

    private static int ComponentsFor(RowMatrix rows, ProjectedOptions options) =>
        Math.Min(rows.Dimension, options.Components > 0 ? options.Components : rows.Dimension <= 512 ? 63 : 127);
}
