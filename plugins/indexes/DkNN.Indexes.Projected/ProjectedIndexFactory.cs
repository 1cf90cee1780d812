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

    /// <summary>Most directions of the second projection, and how many floats a row has for each at least.</summary>
    private const int MostFineComponents = 511;
    private const int FloatsPerFine = 6;

    private const double MostLeftOut = 0.05;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public INeighborIndex Build(RowMatrix rows, ProjectedOptions options, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var coarse = ReducedRows.Of(rows, Fit(rows, options.Components, context), context.CancellationToken);
        try
        {
            context.Progress?.Report(0.5);
            int components = FineComponents(rows.Dimension, coarse.Projection.Components, options);
            var fine = components == 0 ? null : ReducedRows.Of(rows, FitTo(rows, components, context), context.CancellationToken);
            context.Progress?.Report(1);
            return new ProjectedIndex(rows, coarse, fine, options.Certainty, file: null);
        }
        catch
        {
            coarse.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, ProjectedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ProjectedIndex.Load(path, rows, options.Certainty);
    }

    private static Projection Fit(RowMatrix rows, int components, IndexBuildContext context)
    {
        if (components > 0) return FitTo(rows, components, context);
        if (rows.Dimension > LongRow) return FitTo(rows, LongComponents, context);
        var projection = FitTo(rows, FewComponents, context);
        if (projection.LeftOut(rows, context.CancellationToken) <= MostLeftOut) return projection;
        projection.Dispose();
        return FitTo(rows, UsualComponents, context);
    }

    private static Projection FitTo(RowMatrix rows, int components, IndexBuildContext context) =>
        Projection.Fit(rows, components, context.Seed, context.CancellationToken);

    /// <summary>Directions of the second projection; 0 for none.</summary>
    private static int FineComponents(int dimension, int coarse, ProjectedOptions options)
    {
        if (options.FineComponents > 0) return options.FineComponents;
        if (options.Certainty < 1) return 0;
        int components = Math.Min(MostFineComponents, dimension / FloatsPerFine);
        return components >= 2 * coarse ? components : 0;
    }
}
