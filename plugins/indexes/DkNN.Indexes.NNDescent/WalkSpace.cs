using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// What a search walks over in place of the rows: codes of 8 bits a float, of the rows themselves or, where those are long, of sketches,
/// which are the rows' coordinates in a fitted basis.
/// </summary>
internal sealed class WalkSpace : IDisposable
{
    private const string BasisSection = "basis";

    private readonly Projection? _projection;

    private WalkSpace(Projection? projection, RowCodes codes)
    {
        _projection = projection;
        Codes = codes;
    }

    /// <summary>Whether codes are those of sketches.</summary>
    public bool IsSketched => _projection is not null;

    /// <summary>The codes.</summary>
    public RowCodes Codes { get; }

    /// <summary>Size in memory or in the mapping.</summary>
    public long Bytes => Codes.Values.Bytes + (_projection?.Bytes ?? 0);

    /// <summary>Codes rows.</summary>
    /// <param name="compared">The rows or their sketches, all finite.</param>
    /// <param name="projection">What made the sketches, from here on the space's; null where they are the rows.</param>
    /// <param name="workers">Threads.</param>
    /// <returns>Null where codes would tell too little.</returns>
    public static WalkSpace? Of(RowMatrix compared, Projection? projection, int workers)
    {
        if (RowCodes.Fit(compared) is not { } codes)
        {
            projection?.Dispose();
            return null;
        }

        codes.Append(compared, 0, workers);
        return new WalkSpace(projection, codes);
    }

    /// <summary>Takes a space from a file, in place.</summary>
    /// <param name="file">The file, open as long as the space.</param>
    /// <param name="rows">The rows of the build.</param>
    /// <returns>Null where none was saved.</returns>
    /// <exception cref="InvalidDataException">It does not fit the rows.</exception>
    public static WalkSpace? Map(SectionFile file, RowMatrix rows)
    {
        var projection = Projection.Map(file, BasisSection, rows.Dimension);
        var codes = RowCodes.Map(file, projection?.ReducedDimension ?? rows.Dimension, rows.Count);
        return codes is null ? null : new WalkSpace(projection, codes);
    }

    /// <summary>Adds a space to a file.</summary>
    /// <param name="space">The space; null where there is none.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="file">The file.</param>
    public static void Write(WalkSpace? space, int count, SectionFileWriter file)
    {
        Projection.Write(space?._projection, file, BasisSection);
        RowCodes.Write(space?.Codes, count, file);
    }

    /// <summary>Makes sketches of queries; null where codes are those of rows.</summary>
    /// <remarks>
    /// A query's residual is left out: residuals are mostly near right angles to each other, so that a row's own alone adds to the
    /// distance, and a foreign query's long one would draw the walk to rows with long ones.
    /// </remarks>
    /// <param name="queries">The queries.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public RowMatrix? Sketch(RowMatrix queries, CancellationToken cancellationToken)
    {
        var sketches = _projection?.Reduce(queries, cancellationToken);
        for (int query = 0; query < sketches?.Count; query++) sketches.MutableRow(query)[^1] = 0;
        return sketches;
    }

    /// <summary>Frees what makes sketches.</summary>
    public void Dispose() => _projection?.Dispose();
}
