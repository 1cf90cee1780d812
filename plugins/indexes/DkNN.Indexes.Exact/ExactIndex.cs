using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>An exact index: the rows themselves. What it saves only tells whether other rows are given at loading.</summary>
internal sealed class ExactIndex(ExactSearch search) : INeighborIndex
{
    private const string Kind = "index/exact/2";
    private const string HalfNorms = "half-norms";

    private readonly SearchCounters _counters = new();

    public int Count => search.Rows.Count;

    public int Dimension => search.Rows.Dimension;

    public static ExactIndex Load(string path, RowMatrix rows)
    {
        using var file = SectionFile.Open(path, Kind);
        RowIdentity.Require(file, rows);
        try
        {
            return new ExactIndex(new ExactSearch(rows, file.Section<float>(HalfNorms)));
        }
        catch (ArgumentException problem)
        {
            throw new InvalidDataException($"'{path}' is damaged: {problem.Message} Delete it, so that it is made anew.", problem);
        }
    }

    public SearchStatistics Statistics => _counters.Total;

    public long Bytes => (long)Count * sizeof(float);

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        search.Search(queries, k, ids, distances, cancellationToken);
        long computed = (long)queries.Count * Count;
        _counters.Add(new(queries.Count, computed, computed));
    }

    public void Save(string path)
    {
        using var file = SectionFileWriter.Create(path, Kind);
        RowIdentity.Write(file, search.Rows);
        file.Add(HalfNorms, search.HalfNorms);
        file.Complete();
    }

    public void Dispose() => search.Dispose();
}
