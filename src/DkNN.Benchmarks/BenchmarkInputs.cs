using System.Globalization;

namespace DkNN.Benchmarks;

/// <summary>
/// Rows as a run maps them, and the true distances of all queries, kept under the identity of the files that they come from: its path,
/// length and time, since hashing gigabytes would take longer than many an engine.
/// </summary>
/// <param name="options">The benchmark.</param>
/// <param name="cache">Where they are kept.</param>
/// <param name="progress">Hears how it goes on.</param>
/// <param name="cancellationToken">Stops it.</param>
internal sealed class BenchmarkInputs(
    BenchmarkOptions options, ArtefactCache cache, IRunProgress progress, CancellationToken cancellationToken)
{
    private const int Batch = 500;
    private const string RowsName = "rows.bin";
    private const string TruthName = "truth.bin";

    /// <summary>The path of a layer's mapped rows, and its sets of queries.</summary>
    public (string Rows, EngineQueries[] Queries) Of(ExportedLayer layer)
    {
        var rowsKey = ArtefactKey.Of("bench-rows/2").With("file", Identity(layer.Rows));
        string rows = (cache.Find(rowsKey) ?? MakeRows(layer, rowsKey)).File(RowsName);
        return (rows, [.. layer.Queries.Select(set => new EngineQueries(set.Name, set.Path, Truth(layer, set, rows, rowsKey)))]);
    }

    private Artefact MakeRows(ExportedLayer layer, ArtefactKey key)
    {
        using var stage = progress.Begin($"Reading {layer.Name}", 1, "files");
        using var writer = cache.Begin(key);
        using var rows = ReadFinite(layer.Rows);
        using (var file = RowFileWriter.Create(writer.File(RowsName), rows.Dimension))
        {
            file.Append(rows);
            file.Complete();
        }
        stage.Advance(1);
        return writer.Commit();
    }

    private string Truth(ExportedLayer layer, ExportedQueries queries, string rows, ArtefactKey rowsKey)
    {
        int count = Math.Min(queries.Count, options.Limit ?? queries.Count);
        var key = ArtefactKey.Of("bench-truth/2")
            .With("rows", rowsKey)
            .With("queries", Identity(queries.Path))
            .With("count", count)
            .With("neighbors", options.Neighbors);
        return (cache.Find(key) ?? MakeTruth(layer, queries, count, rows, key)).File(TruthName);
    }

    private Artefact MakeTruth(ExportedLayer layer, ExportedQueries queries, int count, string rowsPath, ArtefactKey key)
    {
        using var stage = progress.Begin($"Exact search, {layer.Name} {queries.Name}", count, "queries");
        using var writer = cache.Begin(key);
        using var rows = RowFile.Open(rowsPath);
        using var all = ReadFinite(queries.Path);
        using var exact = new ExactSearch(rows, cancellationToken);
        float[] farthest = new float[count];
        for (int start = 0; start < count; start += Batch)
        {
            using var some = all.Slice(start, Math.Min(Batch, count - start));
            RecallMeasure.Farthest(exact, some, options.Neighbors, cancellationToken).CopyTo(farthest, start);
            stage.Advance(some.Count);
        }
        TruthFile.Write(writer.File(TruthName), farthest);
        return writer.Commit();
    }

    /// <summary>Every engine would refuse the others, each in its own words.</summary>
    private RowMatrix ReadFinite(string path)
    {
        var rows = NpyFile.Read(path, cancellationToken);
        if (FiniteRows.FindLong(rows, FiniteRows.MaxSquaredNorm, cancellationToken) is not { } bad) return rows;
        rows.Dispose();
        throw new InvalidDataException(
            $"'{path}': row {bad} holds NaN, infinity or values too large for single precision, so that it has no neighbours; "
            + "leave such rows out, or mend what wrote them.");
    }

    private static string Identity(string path)
    {
        var file = new FileInfo(path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}");
    }
}
