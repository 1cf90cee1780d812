using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DkNN.Vectors.Tests;

public sealed unsafe class CodeDistanceTests
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
