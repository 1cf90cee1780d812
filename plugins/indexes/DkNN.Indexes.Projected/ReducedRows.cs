using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>The rows in one projection, and the search over them there.</summary>
internal sealed class ReducedRows : IDisposable
{
    private const string BasisSection = "basis";
    private const string RowsSection = "reduced";
    private const string NormsSection = "half-norms";

    private readonly RowCodes? _codes;

    private ReducedRows(Projection projection, RowMatrix rows, RowCodes? codes, FastSearch search)
    {
        Projection = projection;
        Rows = rows;
        _codes = codes;
        Search = search;
    }

    /// <summary>What reduces rows and queries.</summary>
    public Projection Projection { get; }

    /// <summary>The reduced rows.</summary>
    public RowMatrix Rows { get; }

    /// <summary>Searches them.</summary>
    public FastSearch Search { get; }

    /// <summary>Size in memory or in the mapping.</summary>
    public long Bytes => Rows.Bytes + (_codes?.Values.Bytes ?? 0) + Projection.Bytes;

    /// <summary>Reduces rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="projection">What reduces them, from here on theirs.</param>
    /// <param name="isCoded">Whether queries that come alone are to be answered by codes, where these tell rows apart.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ReducedRows Of(RowMatrix rows, Projection projection, bool isCoded, CancellationToken cancellationToken)
    {
        RowMatrix? reduced = null;
        try
        {
            reduced = projection.Reduce(rows, cancellationToken);
            var codes = isCoded ? RowCodes.Fit(reduced) : null;
            codes?.Append(reduced, first: 0, SharedCores.Limit);
            return new ReducedRows(projection, reduced, codes, FastSearch.WithCodes(reduced, codes, cancellationToken));
        }
        catch
        {
            projection.Dispose();
            reduced?.Dispose();
            throw;
        }
    }

    /// <summary>Takes reduced rows from a file, in place.</summary>
    /// <param name="file">The file, open as long as they.</param>
    /// <param name="prefix">What their sections' names begin with.</param>
    /// <param name="rows">The rows of the build.</param>
    /// <returns>Null where none were saved.</returns>
    /// <exception cref="InvalidDataException">They do not fit the rows.</exception>
    public static ReducedRows? Map(SectionFile file, string prefix, RowMatrix rows)
    {
        if (Projection.Map(file, prefix + BasisSection, rows.Dimension) is not { } projection) return null;
        var reduced = file.Rows(prefix + RowsSection, projection.ReducedDimension);
        file.Require(reduced.Count == rows.Count, $"it holds {reduced.Count} of {rows.Count} rows");
        file.Check(() => FiniteRows.FindLong(reduced, FiniteRows.MaxSquaredNorm) is null ? null : "a reduced row is none");
        var codes = RowCodes.Map(file, prefix, reduced.Dimension, reduced.Count);
        return new ReducedRows(projection, reduced, codes, FastSearch.WithCodes(reduced, codes, file.Section<float>(prefix + NormsSection)));
    }

    /// <summary>Adds reduced rows to a file.</summary>
    /// <param name="reduced">They; null where there are none.</param>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What their sections' names begin with.</param>
    public static void Write(ReducedRows? reduced, SectionFileWriter file, string prefix)
    {
        Projection.Write(reduced?.Projection, file, prefix + BasisSection);
        if (reduced is null) return;
        file.Add(prefix + RowsSection, reduced.Rows);
        file.Add(prefix + NormsSection, reduced.Search.HalfNorms);
        RowCodes.Write(reduced._codes, reduced.Rows.Count, file, prefix);
    }

    public void Dispose()
    {
        Search.Dispose();
        Projection.Dispose();
        Rows.Dispose();
    }
}
