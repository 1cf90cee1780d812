namespace DkNN.Testing;

/// <summary>What a search returned.</summary>
/// <param name="Ids">Row positions, query after query.</param>
/// <param name="Distances">Distances beside them.</param>
internal sealed record Neighbors(int[] Ids, float[] Distances)
{
    public static Neighbors Of(INeighborIndex index, Vectors.RowMatrix queries, int k)
    {
        int[] ids = new int[queries.Count * k];
        float[] distances = new float[ids.Length];
        index.Search(queries, k, ids, distances);
        return new Neighbors(ids, distances);
    }

    public bool IsSameAs(Neighbors other) => Ids.AsSpan().SequenceEqual(other.Ids) && Distances.AsSpan().SequenceEqual(other.Distances);
}
