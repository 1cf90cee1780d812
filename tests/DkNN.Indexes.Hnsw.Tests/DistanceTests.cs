using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DkNN.Indexes.Hnsw.Tests;

public sealed unsafe class DistanceTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(192)]
    [InlineData(CodeDistance.MaxBytes)]
    public void Codes_have_one_distance_in_registers_of_every_width(int bytes)
    {
        var random = new Random(bytes);
        byte[] left = new byte[bytes], right = new byte[bytes];
        random.NextBytes(left);
        random.NextBytes(right);
        AssertDistances(left, right);
        Array.Fill(left, byte.MaxValue);
        Array.Clear(right);
        AssertDistances(left, right);
    }

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

    private static void AssertDistances(byte[] left, byte[] right)
    {
        float expected = left.Zip(right).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second));
        fixed (byte* a = left)
        fixed (byte* b = right)
        {
            Assert.Equal(expected, CodeDistance.Squared128(a, b, left.Length));
            if (Avx2.IsSupported) Assert.Equal(expected, CodeDistance.Squared256(a, b, left.Length));
            if (Avx512BW.IsSupported && Vector512.IsHardwareAccelerated) Assert.Equal(expected, CodeDistance.Squared512(a, b, left.Length));
        }
    }
}
