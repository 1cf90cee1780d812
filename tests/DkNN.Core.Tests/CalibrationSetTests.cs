using CsCheck;

namespace DkNN.Core.Tests;

public sealed class CalibrationSetTests
{
    private const int Largest = 40;

    private static readonly Gen<CalibrationSet> Sets = Gen.Select(Gen.Int[0, Largest].Array[1, 60], Gen.Bool, Gen.Bool,
        (scores, trim, smooth) => new CalibrationSet(scores, new CalibrationOptions(trim && scores.Any(score => score > 0), smooth)));

    [Fact]
    public void A_p_value_is_the_counted_share_of_scores_at_least_as_large() =>
        Gen.Select(Sets, Gen.Int[0, Largest + 5]).Sample((set, alpha) =>
        {
            int[] counted = [.. set.Scores.Where(score => score > 0 || !set.Options.TrimZeros)];
            double above = counted.Count(score => score >= alpha);
            double expected = set.Options.Smoothed ? (1 + above) / (1 + counted.Length) : above / counted.Length;
            Assert.Equal(expected, set.PValue(alpha));
            Assert.Equal(counted.Length, set.Count);
        });

    [Fact]
    public void A_p_value_is_from_0_to_1_and_never_rises_with_nonconformity() =>
        Sets.Sample(set =>
        {
            Assert.Equal(1, set.PValue(0));
            for (int alpha = 1; alpha < Largest + 5; alpha++)
            {
                Assert.InRange(set.PValue(alpha), 0, set.PValue(alpha - 1));
                Assert.True(!set.Options.Smoothed || set.PValue(alpha) > 0);
            }
        });

    [Fact]
    public void A_prediction_follows_the_definition_ties_included() =>
        Gen.Select(Sets, Gen.Int[0, Largest + 5].Array[2, 12]).Sample((set, alpha) =>
        {
            var pValues = new double[alpha.Length];
            ConformalPrediction prediction = set.Predict(alpha, pValues);
            int[] ranking = [.. Enumerable.Range(0, alpha.Length)
                .OrderByDescending(j => set.PValue(alpha[j]))
                .ThenBy(j => alpha[j]).ThenBy(j => j)];
            Assert.Equal(alpha.Select(set.PValue), pValues);
            Assert.Equal(new ConformalPrediction(ranking[0], pValues[ranking[0]], 1 - pValues[ranking[1]]), prediction);
        });

    [Fact]
    public void The_order_of_the_scores_does_not_matter() =>
        Gen.Int[0, Largest].Array[1, 60].SelectMany(
            scores => Gen.Select(Gen.Const(scores), Gen.Shuffle(scores))).Sample((scores, shuffled) =>
        {
            CalibrationSet set = new(scores), other = new(shuffled);
            for (int alpha = 0; alpha < Largest + 5; alpha++) Assert.Equal(set.PValue(alpha), other.PValue(alpha));
        });

    [Fact]
    public void Trimming_drops_the_zeros_from_the_count_too()
    {
        CalibrationSet kept = new([0, 0, 0, 5, 9]), trimmed = new([0, 0, 0, 5, 9], new CalibrationOptions(TrimZeros: true));
        Assert.Equal(0.4, kept.PValue(1));
        Assert.Equal(1, trimmed.PValue(1));
        Assert.Equal(0.2, kept.PValue(9));
        Assert.Equal(0.5, trimmed.PValue(9));
    }

    [Fact]
    public void A_strange_input_with_no_support_is_not_given_to_class_0()
    {
        var set = new CalibrationSet([0, 1, 2]);
        ConformalPrediction prediction = set.Predict([30, 29, 12, 30, 12], new double[5]);
        Assert.Equal(new ConformalPrediction(2, 0, 1), prediction);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CalibrationSet([]));
        Assert.Throws<ArgumentException>(() => new CalibrationSet([3, -1]));
        Assert.Contains(
            "TrimZeros",
            Assert.Throws<ArgumentException>(() => new CalibrationSet([0, 0], new CalibrationOptions(TrimZeros: true))).Message,
            StringComparison.Ordinal);
        var set = new CalibrationSet([1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.PValue(-1));
        Assert.Throws<ArgumentException>(() => set.Predict([1], new double[1]));
        Assert.Throws<ArgumentException>(() => set.Predict([1, 2], new double[3]));
    }
}
