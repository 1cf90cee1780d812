using CsCheck;

namespace DkNN.Core.Tests;

public sealed class VoteTableTests
{
    private const int Classes = 4;
    private const int TrainingRows = 30;

    private static readonly Gen<int[]> TrainingLabels = Gen.Int[0, Classes - 1].Array[TrainingRows];

    private static Gen<int[]> Ids(int images, int k) => Gen.Int[-1, TrainingRows - 1].Array[images * k];

    [Fact]
    public void Nonconformity_counts_the_neighbours_of_every_other_label_and_the_missing_ones() =>
        Gen.Select(TrainingLabels, Gen.Int[1, 5], Gen.Int[1, 6]).SelectMany((labels, images, k) =>
            Gen.Select(Gen.Const((labels, images, k)), Ids(images, k), Ids(images, k))).Sample((shape, first, second) =>
        {
            (int[] labels, int images, int k) = shape;
            var table = new VoteTable(images, Classes, k);
            table.Add(first, labels);
            table.Add(second, labels);

            var alpha = new int[Classes];
            for (int image = 0; image < images; image++)
            {
                int[] neighbors = [.. first[(image * k)..((image + 1) * k)], .. second[(image * k)..((image + 1) * k)]];
                table.Nonconformity(image, alpha);
                Assert.Equal(Enumerable.Range(0, Classes).Select(j => neighbors.Count(id => id < 0 || labels[id] != j)), alpha);
                Assert.All(Enumerable.Range(0, Classes), j => Assert.Equal(alpha[j], table.Nonconformity(image, j)));
            }
            Assert.Equal(first.Concat(second).Count(id => id < 0), table.Missing);
            Assert.Equal(2, table.Layers);
        });

    [Fact]
    public void The_order_of_neighbours_and_of_layers_does_not_matter() =>
        Gen.Select(TrainingLabels, Ids(1, 8), Ids(1, 8)).SelectMany((labels, first, second) =>
            Gen.Select(Gen.Const((labels, first, second)), Gen.Shuffle(first), Gen.Shuffle(second)))
            .Sample((given, firstShuffled, secondShuffled) =>
        {
            VoteTable table = new(1, Classes, 8), shuffled = new(1, Classes, 8);
            table.Add(given.first, given.labels);
            table.Add(given.second, given.labels);
            shuffled.Add(secondShuffled, given.labels);
            shuffled.Add(firstShuffled, given.labels);
            Assert.Equal(table.Votes(0), shuffled.Votes(0));
            Assert.Equal(table.Missing, shuffled.Missing);
        });

    [Fact]
    public void A_permutation_of_the_classes_permutes_nonconformity() =>
        Gen.Select(TrainingLabels, Ids(1, 8), Gen.Shuffle(Enumerable.Range(0, Classes).ToArray())).Sample((labels, ids, permutation) =>
        {
            VoteTable table = new(1, Classes, 8), renamed = new(1, Classes, 8);
            table.Add(ids, labels);
            renamed.Add(ids, [.. labels.Select(label => permutation[label])]);
            Assert.All(
                Enumerable.Range(0, Classes), j => Assert.Equal(table.Nonconformity(0, j), renamed.Nonconformity(0, permutation[j])));
        });

    [Fact]
    public void Classes_beyond_a_byte_are_counted_apart()
    {
        const int Many = 70_000;
        int[] labels = [0, 256, 65_536, Many - 1];
        var table = new VoteTable(1, Many, labels.Length);
        table.Add([0, 1, 2, 3], labels);
        Assert.Equal(labels, Enumerable.Range(0, Many).Where(j => table.Votes(0)[j] == 1));
        Assert.Equal(labels.Length, table.Votes(0).ToArray().Sum());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var table = new VoteTable(2, Classes, 3);
        Assert.Throws<ArgumentException>(() => table.Add(new int[5], new int[9]));
        Assert.Throws<ArgumentException>(() => table.Add([0, 1, 2, 3, 4, 9], new int[9]));
        Assert.Throws<ArgumentException>(() => table.Add(new int[6], [Classes]));
        Assert.Throws<ArgumentException>(() => table.Add(new int[6], [-1]));
        Assert.Throws<ArgumentException>(() => table.Nonconformity(0, new int[Classes - 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VoteTable(1, 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VoteTable(1, 2, 0));
    }
}
