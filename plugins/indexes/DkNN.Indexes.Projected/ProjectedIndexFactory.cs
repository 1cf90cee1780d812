using System.Globalization;
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

    /// <summary>Under this a product with every row takes no longer.</summary>
    private const int FewRows = 10_000;

    /// <summary>Up to this a projection leaves nothing out, and a softmax layer's many equal rows defeat its bounds.</summary>
    private const int FewFloats = 32;

    /// <summary>Rows whose product with a query takes the time of measuring the likeliest ones, as benchmarks tell.</summary>
    private const int MeasuredRows = 3_000;

    /// <summary>The fit of the directions takes the time of so many reductions of all rows.</summary>
    private const int Fits = 2;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    public INeighborIndex Build(RowMatrix rows, ProjectedOptions options, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var coarse = ReducedRows.Of(rows, Fit(rows, options.Components, context), isCoded: true, context.CancellationToken);
        try
        {
            context.Progress?.Report(0.5);
            int components = FineComponents(rows.Dimension, coarse.Projection.Components, options);
            var fine = components == 0 ? null : ReducedRows.Of(rows, FitTo(rows, components, context), isCoded: false, context.CancellationToken);
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

    /// <inheritdoc/>
    public SearchCost? Cost(int rows, int dimension, ProjectedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (rows < FewRows || dimension <= FewFloats) return null;
        int components = options.Components > 0 ? Math.Min(options.Components, dimension - 1) : UsualFor(dimension);
        int reduced = components + 1 + FineComponents(dimension, components, options);
        return new SearchCost(
            (double)rows * dimension * reduced * (1 + Fits),
            ((double)MeasuredRows * dimension) + ((double)(rows - MeasuredRows) * reduced),
            (long)rows * reduced * sizeof(float),
            string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows of {dimension:N0} floats lie near few directions, as activations do"));
    }

    /// <summary>Directions that rows of a dimension are likely to get.</summary>
    private static int UsualFor(int dimension) => dimension switch
    {
        > LongRow => LongComponents,
        > UsualComponents => UsualComponents,
        _ => FewComponents,
    };

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
