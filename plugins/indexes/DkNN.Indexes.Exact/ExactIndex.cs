using DkNN.Vectors;

namespace DkNN.Indexes.Exact;

/// <summary>An exact index: the rows themselves. What it saves only tells whether other rows are given at loading.</summary>
internal sealed class ExactIndex(ExactSearch search) : RowIndex(search.Rows, Kind, file: null)
{
    private const string Kind = "index/exact/2";
    private const string HalfNorms = "half-norms";

    private readonly SearchCounters _counters = new();

    public override SearchStatistics Statistics => _counters.Total;

    public override long Bytes => (long)Count * sizeof(float);

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

    protected override void Answer(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        search.Search(queries, k, ids, distances, cancellationToken);
        long computed = (long)queries.Count * Count;
        _counters.Add(new(queries.Count, computed, computed));
    }

    protected override void Write(SectionFileWriter file) => file.Add(HalfNorms, search.HalfNorms);

    protected override void Free() => search.Dispose();
}
