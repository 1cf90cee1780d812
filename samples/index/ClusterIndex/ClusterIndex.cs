using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using DkNN;
using DkNN.Vectors;

namespace ClusterIndex;

/// <summary>What a person may choose with <c>--index cluster-index:probes=8</c>.</summary>
public sealed class ClusterOptions
{
    /// <summary>Clusters searched for each query.</summary>
    [Range(1, 10_000), Description("clusters searched for each query: more find more, and take longer")]
    public int Probes { get; init; } = 8;
}

/// <summary>Builds and loads the index.</summary>
[NeighborIndex("cluster-index", Description = "rows in clusters, of which the nearest are searched")]
public sealed class ClusterIndexFactory : INeighborIndexFactory<ClusterOptions>
{
    /// <inheritdoc/>
    public INeighborIndex Build(RowMatrix rows, ClusterOptions options, IndexBuildContext context)
    {
        FiniteRows.RequireRows(rows, context.CancellationToken);
        // As many centres as a cluster has rows; each is a row drawn at random, and each row goes to the nearest.
        int[] centres = [.. Enumerable.Range(0, rows.Count)];
        new Random(context.Seed).Shuffle(centres);
        centres = centres[..(int)Math.Ceiling(Math.Sqrt(rows.Count))];
        int[] clusters = new int[rows.Count];
        Parallel.For(0, rows.Count, SharedCores.Options(context.CancellationToken), row =>
        {
            float nearest = float.PositiveInfinity;
            for (int centre = 0; centre < centres.Length; centre++)
            {
                float distance = TensorPrimitives.Distance(rows.Row(row), rows.Row(centres[centre]));
                if (distance < nearest) (nearest, clusters[row]) = (distance, centre);
            }
        });
        context.Progress?.Report(1);
        return new Index(rows, options.Probes, centres, clusters);
    }

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, ClusterOptions options) => Index.Load(path, rows, options.Probes);
}

/// <summary>The index: which rows are centres, and which cluster each row is in.</summary>
internal sealed class Index : INeighborIndex
{
    private const string Format = "index/cluster-index/1";

    private readonly RowMatrix _rows;
    private readonly int[] _centres;
    private readonly int[] _clusters;
    private readonly int[][] _members;
    private readonly QueryLoop<Buffers> _loop;

    public Index(RowMatrix rows, int probes, int[] centres, int[] clusters)
    {
        (_rows, _centres, _clusters) = (rows, centres, clusters);
        var members = clusters.Select((cluster, row) => (cluster, row)).ToLookup(pair => pair.cluster, pair => pair.row);
        _members = [.. Enumerable.Range(0, centres.Length).Select(cluster => members[cluster].ToArray())];
        _loop = new(this, () => new([], []));
        Effort = new("probes", least: 1, most: Math.Max(probes, centres.Length), probes, isWhole: true);
    }

    public int Count => _rows.Count;

    public int Dimension => _rows.Dimension;

    public SearchEffort Effort { get; }

    public SearchStatistics Statistics => _loop.Statistics;

    public static Index Load(string path, RowMatrix rows, int probes)
    {
        using var file = SectionFile.Open(path, Format);
        RowIdentity.Require(file, rows);
        int[] centres = file.Section<int>("centres").ToArray(), clusters = file.Section<int>("clusters").ToArray();
        // Checksums tell of chance, not of malice: whatever a search follows must lead to a row.
        file.Require(clusters.Length == rows.Count, "not every row has a cluster");
        file.Require(!centres.AsSpan().ContainsAnyExceptInRange(0, rows.Count - 1), "a centre is no row");
        return new Index(rows, probes, centres, clusters);
    }

    public void Save(string path)
    {
        using var file = SectionFileWriter.Create(path, Format);
        RowIdentity.Write(file, _rows);
        file.Add<int>("centres", _centres);
        file.Add<int>("clusters", _clusters);
        file.Complete();
    }

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        int probes = (int)Effort.Value;
        _loop.Run(
            queries, k, ids, distances,
            (buffers, query, rows, lengths) => Answer(buffers, queries.Row(query), probes, rows, lengths),
            cancellationToken: cancellationToken);
    }

    public void Dispose()
    {
    }

    /// <summary>Writes the nearest rows of one query, and says how many distances that took.</summary>
    private (long Distances, long Candidates) Answer(Buffers buffers, ReadOnlySpan<float> query, int probes, Span<int> ids, Span<float> distances)
    {
        var (clusters, found) = buffers;
        clusters.Clear();
        for (int cluster = 0; cluster < _centres.Length; cluster++)
        {
            clusters.Add((TensorPrimitives.Distance(query, _rows.Row(_centres[cluster])), cluster));
        }
        clusters.Sort();
        found.Clear();
        foreach (var (_, cluster) in clusters.Take(probes))
        {
            foreach (int row in _members[cluster]) found.Add((TensorPrimitives.Distance(query, _rows.Row(row)), row));
        }
        found.Sort();
        for (int place = 0; place < ids.Length; place++)
        {
            (distances[place], ids[place]) = place < found.Count ? found[place] : (float.PositiveInfinity, -1);
        }
        return (clusters.Count + found.Count, found.Count);
    }

    /// <summary>What one thread needs for a query, and again for the next.</summary>
    private sealed record Buffers(List<(float Distance, int Cluster)> Clusters, List<(float Distance, int Row)> Found);
}
