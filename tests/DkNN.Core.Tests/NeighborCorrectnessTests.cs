using CsCheck;

namespace DkNN.Core.Tests;

public sealed class NeighborCorrectnessTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(69, 13)]
    [InlineData(70, 14)]
    [InlineData(75, 14)]
    public void With_75_neighbours_a_bin_holds_five(int correct, int bin)
    {
        int[] ids = [.. Enumerable.Repeat(0, correct), .. Enumerable.Repeat(-1, 75 - correct)];
        var histogram = new NeighborCorrectness();
        histogram.Add(ids, [3], [3]);
        Assert.Equal(Enumerable.Range(0, 15).Select(i => i == bin ? 1 : 0), histogram.Histogram.ToArray());
    }

    [Fact]
    public void Every_image_is_in_one_bin_whatever_the_batches() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 3].Array[2, 12]).SelectMany((k, labels) =>
            Gen.Select(Gen.Const((k, labels)), Gen.Int[-1, 9].Array[k * labels.Length], Gen.Int[0, 3].Array[10]))
            .Sample((shape, ids, training) =>
        {
            (int k, int[] labels) = shape;
            NeighborCorrectness whole = new(), parts = new();
            whole.Add(ids, training, labels);
            parts.Add(ids.AsSpan(0, k), training, labels.AsSpan(0, 1));
            parts.Add(ids.AsSpan(k), training, labels.AsSpan(1));
            Assert.Equal(whole.Histogram, parts.Histogram);
            Assert.Equal(labels.Length, whole.Histogram.ToArray().Sum());
        });

    [Fact]
    public void Neighbours_that_are_no_whole_number_per_image_are_refused() =>
        Assert.Throws<ArgumentException>(() => new NeighborCorrectness().Add(new int[7], [0], [0, 0]));
}
