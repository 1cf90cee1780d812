using CsCheck;

namespace DkNN.Data.Tests.Splits;

public class SplitMix64Tests
{
    [Fact]
    public void Numbers_are_those_of_the_published_generator()
    {
        // The first outputs for this seed as commonly published with the reference implementation.
        var random = new SplitMix64(1234567);
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.All(published, number => Assert.Equal(number, random.Next()));
    }

    [Fact]
    public void Bounded_numbers_stay_below_their_bound() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue]).Sample((seed, bound) =>
        {
            var random = new SplitMix64(seed);
            for (int i = 0; i < 10; i++) Assert.InRange(random.NextInt(bound), 0, bound - 1);
        });

    [Fact]
    public void Bell_shaped_numbers_have_mean_0_and_deviation_1()
    {
        var random = new SplitMix64(1);
        double sum = 0, squares = 0;
        const int Draws = 100_000;
        for (int i = 0; i < Draws; i++)
        {
            float value = random.NextBell();
            Assert.InRange(value, -3.5f, 3.5f);
            sum += value;
            squares += value * value;
        }
        Assert.Equal(0, sum / Draws, 0.01);
        Assert.Equal(1, squares / Draws, 0.02);
    }
}
