using DkNN.Vectors;

namespace DkNN;

/// <summary>The checks that every index makes of a search's arguments.</summary>
public static class SearchArguments
{
    /// <summary>Checks arguments as <see cref="INeighborIndex.Search"/> promises.</summary>
    /// <param name="index">The index searched.</param>
    /// <param name="queries">The queries.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="ids">Length of the span of positions.</param>
    /// <param name="distances">Length of the span of distances.</param>
    /// <exception cref="ArgumentException">The dimension differs, k is out of range or a span has the wrong length.</exception>
    public static void Check(INeighborIndex index, RowMatrix queries, int k, int ids, int distances)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(queries);
        if (queries.Dimension != index.Dimension)
        {
            throw new ArgumentException(
                $"The queries have {queries.Dimension} floats each, the rows {index.Dimension}: extract both from the same layer.",
                nameof(queries));
        }
        if (index.Count == 0) throw new ArgumentException("The index has no rows to search: build it from one or more.", nameof(index));
        if (k < 1 || k > index.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"Ask for 1 to {index.Count} neighbours: there are {index.Count} rows.");
        }
        RequireLength(ids, nameof(ids));
        RequireLength(distances, nameof(distances));

        void RequireLength(int length, string name)
        {
            if (length != (long)queries.Count * k)
            {
                throw new ArgumentException(
                    $"The span has {length} elements; {queries.Count} queries × {k} neighbours need {(long)queries.Count * k}.", name);
            }
        }
    }
}
