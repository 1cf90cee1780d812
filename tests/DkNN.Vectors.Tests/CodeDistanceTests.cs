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

    [Theory]
    [InlineData(64)]
    [InlineData(RowCodes.MaxWideBytes)]
    public void Queries_have_one_distance_in_registers_of_every_width(int bytes)
    {
        var random = new Random(bytes);
        byte[] code = new byte[bytes];
        random.NextBytes(code);
        short[] query = [.. code.Select(_ => (short)random.Next(-RowCodes.Reach, RowCodes.Reach + byte.MaxValue + 1))];
        AssertDistances(query, code);
        Array.Fill(query, (short)-RowCodes.Reach);
        Array.Fill(code, byte.MaxValue);
        AssertDistances(query, code);
    }

    private static void AssertDistances(short[] query, byte[] code)
    {
        int expected = query.Zip(code).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second));
        fixed (short* a = query)
        fixed (byte* b = code)
        {
            Assert.Equal(expected, CodeDistance.Squared(a, b, code.Length));
            Assert.Equal(expected, CodeDistance.Squared128(a, b, code.Length));
            if (Avx2.IsSupported) Assert.Equal(expected, CodeDistance.Squared256(a, b, code.Length));
            if (Avx512BW.IsSupported && Vector512.IsHardwareAccelerated) Assert.Equal(expected, CodeDistance.Squared512(a, b, code.Length));
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
