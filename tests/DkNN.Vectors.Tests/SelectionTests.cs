using CsCheck;

namespace DkNN.Vectors.Tests;

public sealed class SelectionTests
{
    [Fact]
    public void The_smallest_stand_first_and_their_largest_is_returned() =>
        Gen.Select(Gen.Int[0, 30].Array[1, 200], Gen.Double[0, 1]).Sample((values, share) =>
        {
            int count = 1 + (int)(share * (values.Length - 1));
            int[] expected = [.. values.Order()];
            int largest = Selection.Smallest<int>(values, count);
            Assert.Equal(expected[count - 1], largest);
            Assert.Equal(expected[..count], values[..count].Order());
        });
}
