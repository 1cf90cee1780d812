using DkNN.Vectors;

namespace DkNN.Indexes.Lsh;

/// <summary>Hash tables and the rows that their buckets refer to.</summary>
internal sealed class LshIndex : RowIndex
{
    private const string Kind = "index/lsh/1";
    private const string ProbeSection = "probes";

    /// <summary>Greatest <see cref="LshOptions.Probes"/>.</summary>
    private const double MostProbes = 1_000_000;

    private readonly CrossPolytopeHash _hash;
    private readonly HashTables _tables;
    private readonly QueryLoop<LshSearch> _loop;

    /// <summary>Takes tables.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="hash">The hash functions.</param>
    /// <param name="tables">The tables of the rows.</param>
    /// <param name="probes">The effort at the start.</param>
    /// <param name="file">What the tables are mapped from, from here on the index's; or null.</param>
    public LshIndex(RowMatrix rows, CrossPolytopeHash hash, HashTables tables, int probes, SectionFile? file)
        : base(rows, Kind, file)
    {
        _hash = hash;
        _tables = tables;
        _loop = new(this, () => new LshSearch(hash, tables, rows));
        Effort = new SearchEffort("probes", 1, MostProbes, probes, isWhole: true);
    }

    /// <summary>Number of tables.</summary>
    public int Tables => _hash.Shape.Tables;

    public override SearchEffort Effort { get; }

    public override SearchStatistics Statistics => _loop.Statistics;

    public override long Bytes => _hash.Bytes + _tables.Bytes;

    /// <summary>Maps saved tables.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of the build.</param>
    /// <param name="probes">The effort at the start; null takes that of the file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    public static LshIndex Load(string path, RowMatrix rows, int? probes) =>
        SectionFile.Map(path, Kind, file =>
        {
            RowIdentity.Require(file, rows);
            var saved = file.Section<int>(ProbeSection);
            file.Require(saved.Length == 1 && saved[0] is >= 1 and <= (int)MostProbes, "it holds no number of probes");
            var hash = CrossPolytopeHash.Map(file, rows.Dimension);
            return new LshIndex(rows, hash, HashTables.Map(file, hash.Shape.Tables, rows.Count), probes ?? saved[0], file);
        });

    protected override void Answer(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken)
    {
        long probes = (long)Effort.Value;
        _loop.Run(
            queries,
            k,
            ids,
            distances,
            (search, query, someIds, someDistances) => search.Find(queries, query, probes, someIds, someDistances),
            cancellationToken: cancellationToken);
    }

    protected override void Write(SectionFileWriter file)
    {
        file.Add<int>(ProbeSection, [(int)Effort.Value]);
        _hash.Write(file);
        _tables.Write(file);
    }
}
