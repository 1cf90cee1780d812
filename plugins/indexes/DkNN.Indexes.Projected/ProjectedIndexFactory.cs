using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>Builds and loads projected indexes.</summary>
[NeighborIndex("projected", Description = "search in a fitted projection, bounds on what it leaves out, exact distances for the rest")]
public sealed class ProjectedIndexFactory : INeighborIndexFactory<ProjectedOptions>
{
    /// <summary>Floats from which a row costs so much to measure that more directions pay.</summary>
    private const int LongRow = 512;

    private const int LongComponents = 127;
    private const int UsualComponents = 63;

    /// <summary>Directions that do where rows have so few real dimensions that next to nothing is left out.</summary>
    private const int FewComponents = 31;

    private const double MostLeftOut = 0.05;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public INeighborIndex Build(RowMatrix rows, ProjectedOptions options, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var projection = Fit(rows, options.Components, context);
        context.Progress?.Report(0.3);
        var index = ProjectedIndex.Build(rows, projection, options.Certainty, context.CancellationToken);
        context.Progress?.Report(1);
        return index;
    }

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, ProjectedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ProjectedIndex.Load(path, rows, options.Certainty);
    }

    private static Projection Fit(RowMatrix rows, int components, IndexBuildContext context)
    {
        if (components > 0) return FitTo(components);
        if (rows.Dimension > LongRow) return FitTo(LongComponents);
        var projection = FitTo(FewComponents);
        if (projection.LeftOut(rows, context.CancellationToken) <= MostLeftOut) return projection;
        projection.Dispose();
        return FitTo(UsualComponents);

        Projection FitTo(int count) => Projection.Fit(rows, count, context.Seed, context.CancellationToken);
    }
}
