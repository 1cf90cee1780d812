using System.Globalization;
using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>Builds and loads exact indexes.</summary>
[NeighborIndex("exact", Description = "every row compared, by blocked matrix products over all cores; the oracle of all others")]
public sealed class ExactIndexFactory : INeighborIndexFactory<ExactOptions>
{
    /// <summary>Under this a product with every row takes no longer than anything clever.</summary>
    private const int FewRows = 10_000;

    /// <summary>Up to this there is hardly less to compare than a row.</summary>
    private const int FewFloats = 32;

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

    /// <inheritdoc/>
    public SearchCost Cost(int rows, int dimension, ExactOptions options)
    {
        double floats = (double)rows * dimension;
        return new SearchCost(build: floats, query: floats, (long)rows * sizeof(float), Reason(rows, dimension));
    }

    private static string Reason(int rows, int dimension)
    {
        if (rows < FewRows) return string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows are few, and every row can be compared");
        return dimension <= FewFloats
            ? string.Create(CultureInfo.InvariantCulture, $"{dimension} floats a row are few, and every row can be compared")
            : "every row is compared, and nothing else offers itself";
    }
}
