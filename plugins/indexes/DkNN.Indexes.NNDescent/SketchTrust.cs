using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>Tells whether sketches order rows as the rows themselves are ordered, by searches among some of them.</summary>
internal static class SketchTrust
{
    private const int MostRows = 2_048;
    private const int Judges = 128;
    private const int Neighbors = 16;

    /// <summary>Rows found by sketches for each row sought: what a search measures too.</summary>
    private const double Found = 1.5;

    /// <summary>Share of the neighbours below which sketches mislead.</summary>
    private const double Least = 0.9;

    /// <summary>Whether the nearest rows are nearly all among the nearest sketches.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="sketches">Their sketches.</param>
    /// <param name="cancellationToken">Stops the searches.</param>
    public static bool Holds(RowMatrix rows, RowMatrix sketches, CancellationToken cancellationToken)
    {
        int found = Math.Min(rows.Count, (int)(Neighbors * Found)), sought = Math.Min(rows.Count, Neighbors);
        int[] truth = Nearest(rows, sought, cancellationToken), others = Nearest(sketches, found, cancellationToken);
        int judges = truth.Length / sought, hits = 0;
        for (int judge = 0; judge < judges; judge++)
        {
            var candidates = others.AsSpan(judge * found, found);
            foreach (int id in truth.AsSpan(judge * sought, sought)) hits += candidates.Contains(id) ? 1 : 0;
        }

        return hits >= Least * truth.Length;
    }

    /// <summary>For some rows, evenly among all, the nearest of some others.</summary>
    private static int[] Nearest(RowMatrix matrix, int k, CancellationToken cancellationToken)
    {
        using var rows = Some(matrix, MostRows);
        using var queries = Some(matrix, Judges);
        using var search = new FastSearch(rows, cancellationToken);
        int[] ids = new int[queries.Count * k];
        search.Search(queries, k, ids, new float[ids.Length], cancellationToken);
        return ids;
    }

    private static RowMatrix Some(RowMatrix matrix, int most)
    {
        int count = Math.Min(most, matrix.Count);
        var some = RowMatrix.Allocate(count, matrix.Dimension);
        for (int i = 0; i < count; i++) matrix.Row((int)((long)i * matrix.Count / count)).CopyTo(some.MutableRow(i));
        return some;
    }
}
