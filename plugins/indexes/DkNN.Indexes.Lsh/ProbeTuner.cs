using DkNN.Vectors;

namespace DkNN.Indexes.Lsh;

/// <summary>Finds the least probes that find a share of the true neighbours, with some of the rows as queries.</summary>
internal sealed class ProbeTuner
{
    private const int SampleSize = 200;

    /// <summary>Most probes tried: a search of so many is slower than an exact one.</summary>
    private const int MostProbes = 1 << 16;

    private readonly LshIndex _index;
    private readonly int _neighbors;
    private readonly int[] _sample;
    private readonly RowMatrix _rows;
    private readonly float[] _farthest;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Draws rows and finds their neighbours.</summary>
    /// <param name="index">The index.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="neighbors">Neighbours a query, fewer than there are rows; a row does not count as its own.</param>
    /// <param name="context">Seed and cancellation.</param>
    public ProbeTuner(LshIndex index, RowMatrix rows, int neighbors, IndexBuildContext context)
    {
        _index = index;
        _rows = rows;
        _neighbors = neighbors;
        _cancellationToken = context.CancellationToken;
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        new Random(context.Seed).Shuffle(all);
        _sample = all[..Math.Min(SampleSize, rows.Count)];
        using var exact = new ExactSearch(rows, _cancellationToken);
        var (_, distances) = Search(exact.Search);
        // The row itself is the nearest, so that one more is the last of the others.
        _farthest = [.. _sample.Select((_, query) => distances[((query + 1) * (neighbors + 1)) - 1])];
    }

    private delegate void Searcher(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken);

    /// <summary>Finds the least probes, one a table or more: a search of more looks into all buckets that one of fewer does.</summary>
    /// <param name="target">The share wanted, up to 1.</param>
    /// <returns>The probes, or the most that were tried where those do not suffice.</returns>
    public int LeastProbes(double target)
    {
        int enough = _index.Tables, tooFew = enough - 1;
        if (_neighbors == 0) return enough;
        while (enough < MostProbes && Recall(enough) < target) (tooFew, enough) = (enough, 2 * enough);
        while (enough - tooFew > 1)
        {
            int middle = (tooFew + enough) / 2;
            if (Recall(middle) < target) tooFew = middle;
            else enough = middle;
        }

        return enough;
    }

    private double Recall(int probes)
    {
        _index.Effort.Value = probes;
        var (ids, distances) = Search(_index.Search);
        int k = _neighbors + 1, hits = 0;
        for (int query = 0; query < _sample.Length; query++)
        {
            int found = 0;
            for (int place = query * k; place < (query + 1) * k; place++)
            {
                // Rounded otherwise than the exact distances.
                if (ids[place] != _sample[query] && distances[place] <= _farthest[query] * (1 + 1e-5f)) found++;
            }

            // A row with many duplicates may find them all instead of itself.
            hits += Math.Min(found, _neighbors);
        }

        return (double)hits / (_sample.Length * _neighbors);
    }

    private (int[] Ids, float[] Distances) Search(Searcher search)
    {
        int k = _neighbors + 1;
        int[] ids = new int[_sample.Length * k];
        float[] distances = new float[ids.Length];
        using var queries = RowMatrix.Allocate(_sample.Length, _rows.Dimension);
        for (int query = 0; query < _sample.Length; query++) _rows.Row(_sample[query]).CopyTo(queries.MutableRow(query));
        search(queries, k, ids, distances, _cancellationToken);
        return (ids, distances);
    }
}
