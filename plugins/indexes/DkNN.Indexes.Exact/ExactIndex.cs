using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>An exact index: the rows themselves. What it saves only tells whether other rows are given at loading.</summary>
internal sealed class ExactIndex(ExactSearch search) : INeighborIndex
{
    private const string Kind = "index/exact/1";
    private const string Shape = "shape";
    private const string HalfNorms = "half-norms";

    public int Count => search.Rows.Count;

    public int Dimension => search.Rows.Dimension;

    public static ExactIndex Load(string path, RowMatrix rows)
    {
        using var file = SectionFile.Open(path, Kind);
        var shape = file.Section<int>(Shape);
        if (!shape.SequenceEqual([rows.Count, rows.Dimension]))
        {
            throw OtherRows(path, $"{string.Join(" × ", shape.ToArray())} floats, not {rows.Count} × {rows.Dimension}");
        }

        var search = new ExactSearch(rows);
        int same = file.Section<float>(HalfNorms).CommonPrefixLength(search.HalfNorms);
        if (same == rows.Count) return new ExactIndex(search);
        search.Dispose();
        throw OtherRows(path, $"row {same} has another norm");
    }

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default) =>
        search.Search(queries, k, ids, distances, cancellationToken);

    public void Save(string path)
    {
        using var file = SectionFileWriter.Create(path, Kind);
        file.Add<int>(Shape, [Count, Dimension]);
        file.Add(HalfNorms, search.HalfNorms);
        file.Complete();
    }

    public void Dispose() => search.Dispose();

    private static InvalidDataException OtherRows(string path, string how) =>
        new($"'{path}' was saved for other rows ({how}). Give the rows it was built from, or delete it so that it is made anew.");
}
