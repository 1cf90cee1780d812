using System.Numerics;
using CsCheck;

namespace DkNN.Indexes.Lsh.Tests;

public sealed class HadamardTests
{
    private static readonly Gen<float[]> Vectors = Gen.Int[3, 9].SelectMany(bits => Gen.Float[-10, 10].Array[1 << bits]);

    [Fact]
    public void It_is_the_product_with_the_plain_matrix() => Vectors.Sample(vector =>
    {
        float[] product = Transformed(vector);
        for (int row = 0; row < vector.Length; row++)
        {
            double sum = 0;
            for (int column = 0; column < vector.Length; column++)
            {
                sum += (BitOperations.PopCount((uint)(row & column)) % 2 == 0 ? 1 : -1) * vector[column];
            }

            Assert.InRange(product[row], sum - 0.01, sum + 0.01);
        }
    });

    [Fact]
    public void It_keeps_lengths_and_angles_but_for_one_factor() => Gen.Select(Vectors, Gen.Int).Sample((vector, seed) =>
    {
        var random = new Random(seed);
        float[] other = [.. vector.Select(_ => (random.NextSingle() * 20) - 10)];
        double expected = Dot(vector, other) * vector.Length, room = 1 + (vector.Length * 0.2);
        Assert.InRange(Dot(Transformed(vector), Transformed(other)), expected - room, expected + room);
    });

    [Fact]
    public void Twice_it_is_the_vector_as_many_times_as_it_is_long() => Vectors.Sample(vector =>
    {
        float[] twice = Transformed(Transformed(vector));
        for (int i = 0; i < vector.Length; i++) Assert.InRange(twice[i] / vector.Length, vector[i] - 0.001, vector[i] + 0.001);
    });

    private static unsafe float[] Transformed(float[] vector)
    {
        float[] copy = [.. vector];
        fixed (float* values = copy) Hadamard.Transform(values, copy.Length);
        return copy;
    }

    private static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();
}
