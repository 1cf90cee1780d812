using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Runtime.InteropServices;
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
        Index.RequireFinite(rows, "Row");
        // As many centres as a cluster has rows; each is a row drawn at random, and each row goes to the nearest.
        int[] centres = [.. Enumerable.Range(0, rows.Count)];
        new Random(context.Seed).Shuffle(centres);
        centres = centres[..(int)Math.Ceiling(Math.Sqrt(rows.Count))];
        int[] clusters = new int[rows.Count];
        Parallel.For(0, rows.Count, new ParallelOptions { CancellationToken = context.CancellationToken }, row =>
        {
            float nearest = float.PositiveInfinity;
            for (int centre = 0; centre < centres.Length; centre++)
            {
                float distance = Index.SquaredDistance(rows.Row(row), rows.Row(centres[centre]));
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
    private readonly int _probes;
    private readonly int[] _centres;
    private readonly int[] _clusters;
    private readonly int[][] _members;

    public Index(RowMatrix rows, int probes, int[] centres, int[] clusters)
    {
        (_rows, _probes, _centres, _clusters) = (rows, probes, centres, clusters);
        var members = clusters.Select((cluster, row) => (cluster, row)).ToLookup(pair => pair.cluster, pair => pair.row);
        _members = [.. Enumerable.Range(0, centres.Length).Select(cluster => members[cluster].ToArray())];
    }

    public int Count => _rows.Count;

    public int Dimension => _rows.Dimension;

    public static Index Load(string path, RowMatrix rows, int probes)
    {
        using var file = SectionFile.Open(path, Format);
        int[] centres = file.Section<int>("centres").ToArray(), clusters = file.Section<int>("clusters").ToArray();
        bool isSame = clusters.Length == rows.Count && file.Section<float>("norms").SequenceEqual(Norms(rows));
        if (!isSame) throw new InvalidDataException($"'{path}' was saved for other rows. Delete it, so that it is built anew.");
        // Checksums tell of chance, not of malice: whatever a search follows must lead to a row.
        file.Require(!centres.AsSpan().ContainsAnyExceptInRange(0, rows.Count - 1), "a centre is no row");
        return new Index(rows, probes, centres, clusters);
    }

    public void Save(string path)
    {
        using var file = SectionFileWriter.Create(path, Format);
        file.Add<int>("centres", _centres);
        file.Add<int>("clusters", _clusters);
        file.Add<float>("norms", Norms(_rows));
        file.Complete();
    }

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        if (queries.Dimension != Dimension) throw new ArgumentException($"A query has {queries.Dimension} floats, a row {Dimension}.", nameof(queries));
        if (k < 1 || k > Count) throw new ArgumentOutOfRangeException(nameof(k), k, $"There are {Count} rows.");
        if (ids.Length != queries.Count * k) throw new ArgumentException("One place for each neighbour is needed.", nameof(ids));
        if (distances.Length != ids.Length) throw new ArgumentException("One place for each neighbour is needed.", nameof(distances));
        RequireFinite(queries, "Query");
        // A span cannot enter a lambda, so each query's neighbours are kept and written at the end.
        var found = new (float Distance, int Row)[queries.Count][];
        Parallel.For(0, queries.Count, new ParallelOptions { CancellationToken = cancellationToken }, query => found[query] = Nearest(queries.Row(query), k));
        for (int query = 0; query < found.Length; query++)
        {
            for (int place = 0; place < k; place++)
            {
                bool isFound = place < found[query].Length;
                ids[(query * k) + place] = isFound ? found[query][place].Row : -1;
                distances[(query * k) + place] = isFound ? MathF.Sqrt(found[query][place].Distance) : float.PositiveInfinity;
            }
        }
    }

    public void Dispose()
    {
    }

    public static float SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        var rights = MemoryMarshal.Cast<float, Vector<float>>(right);
        var sums = Vector<float>.Zero;
        for (int index = 0; index < lefts.Length; index++)
        {
            var difference = lefts[index] - rights[index];
            sums += difference * difference;
        }
        float sum = Vector.Sum(sums);
        for (int index = lefts.Length * Vector<float>.Count; index < left.Length; index++)
        {
            sum += (left[index] - right[index]) * (left[index] - right[index]);
        }
        return sum;
    }

    public static void RequireFinite(RowMatrix rows, string what)
    {
        int bad = Array.FindIndex(Norms(rows), norm => !float.IsFinite(norm));
        if (bad >= 0) throw new ArgumentException($"{what} {bad} holds NaN, infinity or values too large to square.", nameof(rows));
    }

    public static float[] Norms(RowMatrix rows)
    {
        float[] zero = new float[rows.Dimension];
        float[] norms = new float[rows.Count];
        for (int row = 0; row < norms.Length; row++) norms[row] = SquaredDistance(rows.Row(row), zero);
        return norms;
    }

    private (float Distance, int Row)[] Nearest(ReadOnlySpan<float> query, int k)
    {
        var clusters = new (float Distance, int Cluster)[_centres.Length];
        for (int cluster = 0; cluster < clusters.Length; cluster++)
        {
            clusters[cluster] = (SquaredDistance(query, _rows.Row(_centres[cluster])), cluster);
        }
        Array.Sort(clusters);
        var candidates = new List<(float Distance, int Row)>();
        foreach (var (_, cluster) in clusters.AsSpan(0, Math.Min(_probes, clusters.Length)))
        {
            foreach (int row in _members[cluster]) candidates.Add((SquaredDistance(query, _rows.Row(row)), row));
        }
        candidates.Sort();
        return [.. candidates.Take(k)];
    }
}
