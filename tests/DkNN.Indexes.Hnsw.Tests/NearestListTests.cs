namespace DkNN.Indexes.Hnsw.Tests;

public sealed unsafe class NearestListTests
{
    [Fact]
    public void A_list_keeps_the_least_keys_in_order()
    {
        var random = new Random(1);
        var list = default(NearestList);
        foreach (int capacity in (int[])[1, 2, 7, 300])
        {
            list.Reset(capacity);
            ulong[] keys = [.. Enumerable.Range(0, 1_000).Select(_ => (ulong)random.NextInt64()).Distinct()];
            foreach (ulong key in keys)
            {
                if (key < list.Bound) Assert.Equal(key, list.Keys[list.Add(key)]);
            }

            Assert.Equal(keys.Order().Take(capacity), new ReadOnlySpan<ulong>(list.Keys, list.Count).ToArray());
        }
    }
}
