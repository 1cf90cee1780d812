using CsCheck;

namespace DkNN.Data.Tests.Splits;

public class CalibrationSplitTests
{
    private static readonly Gen<(int[] Labels, int Calibration, int Seed)> AnySplit =
        from labels in Gen.Int[0, 9].Array[2, 400]
        from calibration in Gen.Int[1, labels.Length - 1]
        from seed in Gen.Int
        select (labels, calibration, seed);

    [Fact]
    public void Every_image_is_in_exactly_one_part() =>
        AnySplit.Sample(sample =>
        {
            var split = CalibrationSplit.Stratified(sample.Labels, sample.Calibration, sample.Seed);
            Assert.Equal(sample.Calibration, split.Calibration.Length);
            Assert.Equal(split.Calibration.Order(), split.Calibration);
            Assert.Equal(Enumerable.Range(0, sample.Labels.Length), split.Calibration.Concat(split.Test).Order());
        });

    [Fact]
    public void Each_class_has_its_share_to_within_one_image() =>
        AnySplit.Sample(sample =>
        {
            var split = CalibrationSplit.Stratified(sample.Labels, sample.Calibration, sample.Seed);
            for (int label = 0; label < 10; label++)
            {
                double share = (double)sample.Calibration * sample.Labels.Count(other => other == label) / sample.Labels.Length;
                int count = split.Calibration.Count(id => sample.Labels[id] == label);
                Assert.InRange(count, Math.Floor(share), Math.Ceiling(share));
            }
        });

    [Fact]
    public void The_largest_remainders_are_rounded_up_and_ties_go_to_the_smaller_class()
    {
        // Shares of 4 among 5, 3 and 2 images: 2.0, 1.2, 0.8. Of 3 among 2, 2 and 2: 1 each. Of 2 among those: 2/3 each, a tie.
        Assert.Equal([2, 1, 1], Quotas([5, 3, 2], 4));
        Assert.Equal([1, 1, 1], Quotas([2, 2, 2], 3));
        Assert.Equal([1, 1, 0], Quotas([2, 2, 2], 2));
    }

    [Fact]
    public void The_seed_decides_the_split()
    {
        int[] labels = [.. Enumerable.Range(0, 2000).Select(id => id % 10)];
        int[] Calibration(int seed) => [.. CalibrationSplit.Stratified(labels, seed: seed).Calibration];
        Assert.Equal(Calibration(3), Calibration(3));
        Assert.NotEqual(Calibration(3), Calibration(4));
    }

    [Fact]
    public void The_split_is_the_same_on_every_platform_and_release()
    {
        int[] labels = [.. Enumerable.Range(0, 30).Select(id => id % 3)];
        // Computed by an independent program from the definition of SplitMix64, Lemire's bounded numbers and the Fisher-Yates shuffle.
        int[] expected = [5, 7, 13, 14, 15, 16, 18, 20, 21];
        Assert.Equal(expected, CalibrationSplit.Stratified(labels, calibration: 9, seed: 0).Calibration.AsEnumerable());
    }

    [Fact]
    public void Images_are_drawn_evenly()
    {
        int[] labels = new int[20];
        int[] drawn = new int[20];
        for (int seed = 0; seed < 4000; seed++)
        {
            foreach (int id in CalibrationSplit.Stratified(labels, calibration: 5, seed).Calibration) drawn[id]++;
        }
        // Expected 1,000 each with a standard deviation of 27; the draw is fixed by its seeds, so this never fails by chance.
        Assert.All(drawn, count => Assert.InRange(count, 870, 1130));
    }

    [Fact]
    public void The_first_test_images_are_a_fair_sample_of_all()
    {
        int[] labels = new int[10_000];
        var split = CalibrationSplit.Stratified(labels);
        // The mean of 2,000 uniform ids is 5,000 with a standard deviation of 58; the draw is fixed by its seed.
        Assert.InRange(split.Limit(2_000).Test.Average(), 4_800, 5_200);
        Assert.NotEqual(split.Test.Take(100), CalibrationSplit.Stratified(labels, seed: 1).Test.Take(100));
        Assert.Equal(split.Test.AsEnumerable(), CalibrationSplit.Stratified(labels).Test);
    }

    [Fact]
    public void A_limit_keeps_the_first_images_and_all_calibration()
    {
        var split = CalibrationSplit.Stratified(new int[10], calibration: 4);
        Assert.Equal(split.Test.Take(2), split.Limit(2).Test.AsEnumerable());
        Assert.Equal(split.Calibration, split.Limit(2).Calibration);
        Assert.Same(split, split.Limit(100));
        Assert.Throws<ArgumentOutOfRangeException>(() => split.Limit(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-1)]
    public void A_part_without_images_is_refused(int calibration) =>
        Assert.Contains(
            "between 1 and 9",
            Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationSplit.Stratified(new int[10], calibration)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_thousand_classes_have_their_shares()
    {
        int[] labels = [.. Enumerable.Range(0, 4000).Select(id => id % 1000)];
        var split = CalibrationSplit.Stratified(labels, calibration: 1000);
        Assert.Equal(Enumerable.Range(0, 1000), split.Calibration.Select(id => labels[id]).Order());
        Assert.Throws<ArgumentException>(() => CalibrationSplit.Stratified([0, -1, 0], calibration: 1));
    }

    private static int[] Quotas(int[] sizes, int calibration)
    {
        int[] labels = [.. sizes.SelectMany((size, label) => Enumerable.Repeat(label, size))];
        var split = CalibrationSplit.Stratified(labels, calibration);
        return [.. sizes.Select((_, label) => split.Calibration.Count(id => labels[id] == label))];
    }
}
