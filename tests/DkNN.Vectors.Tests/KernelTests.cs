using System.Runtime.Intrinsics;
using CsCheck;

namespace DkNN.Vectors.Tests;

public sealed unsafe class KernelTests
{
    private delegate float PairKernel(float* left, float* right, int stride);

    public static TheoryData<SimdWidth> Widths => [SimdWidth.Scalar, SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Pair_kernels_agree_with_double_precision_on_rows_of_any_dimension(SimdWidth width)
    {
        var (squared, dot) = Kernels(width);
        Gen.Select(Gen.Int[1, 700], Gen.Int[0, 1000]).Sample(
            (dimension, seed) =>
            {
                using var rows = Rows.Random(seed, 2, dimension);
                float* left = rows.Pointer, right = rows.Pointer + rows.Stride;
                double product = 0;
                for (int i = 0; i < dimension; i++) product += (double)left[i] * right[i];
                double distance = ExactDistance.Squared(left, right, dimension);
                Assert.Equal(distance, squared(left, right, rows.Stride), 1e-5 * (1 + distance));
                Assert.Equal(product, dot(left, right, rows.Stride), 1e-5 * dimension);
            },
            iter: 100);
    }

    [Fact]
    public void The_public_kernels_are_those_of_the_widest_registers()
    {
        var (squared, dot) = Kernels(ExactSearch.WidestSimd);
        using var rows = Rows.Random(1, 2, 333);
        float* left = rows.Pointer, right = rows.Pointer + rows.Stride;
        Assert.Equal(squared(left, right, rows.Stride), FastDistance.Squared(left, right, rows.Stride));
        Assert.Equal(dot(left, right, rows.Stride), FastDistance.Dot(left, right, rows.Stride));
    }

    [Fact]
    public void Products_are_those_of_the_definition_whatever_stands_beside_a_row() => Gen.Select(
        Gen.Int[1, 300], Gen.Int[1, 70], Gen.Int[1, 600], Gen.Int[0, 1000]).Sample(
        (count, outputs, dimension, seed) =>
        {
            using var rows = Rows.Random(seed, count, dimension);
            using var matrix = Rows.Random(seed + 1, outputs, dimension);
            using var product = new RowProduct(matrix);
            using var result = RowMatrix.Allocate(count, outputs + 1);
            product.Multiply(rows, result);
            int row = seed % count;
            for (int output = 0; output < outputs; output++)
            {
                double expected = 0;
                for (int i = 0; i < dimension; i++) expected += (double)rows.Row(row)[i] * matrix.Row(output)[i];
                Assert.Equal(expected, result.Row(row)[output], 1e-5 * dimension);
            }
            Assert.Equal(0, result.Row(row)[outputs]);
            using var alone = rows.Slice(row, 1);
            using var same = RowMatrix.Allocate(1, outputs + 1);
            product.Multiply(alone, same);
            Assert.True(same.Row(0).SequenceEqual(result.Row(row)));
        },
        iter: 60);

    [Fact]
    public void Products_of_shapes_that_do_not_fit_are_refused()
    {
        using var matrix = Rows.Random(1, 3, 10);
        using var product = new RowProduct(matrix);
        using var rows = Rows.Random(2, 5, 10);
        using var narrow = Rows.Random(2, 5, 9);
        using var result = RowMatrix.Allocate(5, 3);
        using var small = RowMatrix.Allocate(5, 2);
        Assert.Throws<ArgumentException>(() => product.Multiply(narrow, result));
        Assert.Throws<ArgumentException>(() => product.Multiply(rows, small));
    }

    private static (PairKernel Squared, PairKernel Dot) Kernels(SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => (DistanceKernel<Simd512, Vector512<float>>.Squared, DistanceKernel<Simd512, Vector512<float>>.Dot),
        SimdWidth.Bits256 => (DistanceKernel<Simd256, Vector256<float>>.Squared, DistanceKernel<Simd256, Vector256<float>>.Dot),
        SimdWidth.Bits128 => (DistanceKernel<Simd128, Vector128<float>>.Squared, DistanceKernel<Simd128, Vector128<float>>.Dot),
        _ => (DistanceKernel<SimdScalar, float>.Squared, DistanceKernel<SimdScalar, float>.Dot),
    };
}
