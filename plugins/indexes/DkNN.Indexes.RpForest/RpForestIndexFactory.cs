using DkNN.Vectors;

namespace DkNN.Indexes.RpForest;

/// <summary>
/// Builds and loads forests after Annoy (Bernhardsson, github.com/spotify/annoy), whose trees are random projection trees (Dasgupta and
/// Freund, "Random projection trees and low dimensional manifolds", STOC 2008) with planes between two means of a sample.
/// </summary>
[NeighborIndex("rpforest", Description = "a forest of trees split between two means, after Annoy; true distances for the leaves' rows")]
public sealed class RpForestIndexFactory : INeighborIndexFactory<RpForestOptions>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// A row holds NaN, infinity or values whose squares overflow single precision, or there are too many trees for so many rows.
    /// </exception>
    public INeighborIndex Build(RowMatrix rows, RpForestOptions options, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        FiniteRows.RequireRows(rows, context.CancellationToken);
        var space = PlaneSpace.Draw(rows.Dimension, options.PlaneDimension, context.Seed);
        try
        {
            using var points = space.Place(rows, context.CancellationToken);
            return new RpForestIndex(rows, space, ForestBuilder.Build(points, options, context), options.SearchNodes, file: null);
        }
        catch
        {
            space.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, RpForestOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return RpForestIndex.Load(path, rows, options.SearchNodes);
    }
}
