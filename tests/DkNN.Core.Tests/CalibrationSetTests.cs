using CsCheck;

namespace DkNN.Core.Tests;

public sealed class CalibrationSetTests
{
    private const int Largest = 40;

    private static readonly Gen<CalibrationSet> Sets = Gen.Select(Gen.Int[0, Largest].Array[1, 60], Gen.Bool, Gen.Enum<PValueRule>(),
        (scores, trim, rule) => SetOf(scores, new Conventions { TrimZeros = trim && scores.Any(score => score > 0), PValue = rule }));

    [Fact]
    public void A_p_value_is_the_counted_share_of_scores_at_least_as_large() =>
        Gen.Select(Sets, Gen.Int[0, Largest + 5]).Sample((set, alpha) =>
        {
            int[] counted = [.. set.Scores.Select(score => score.Alpha).Where(score => score > 0 || !set.Conventions.TrimZeros)];
            double above = counted.Count(score => score >= alpha);
            double expected = set.Conventions.PValue == PValueRule.Share ? above / counted.Length : (1 + above) / (1 + counted.Length);
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
                Assert.True(set.Conventions.PValue == PValueRule.Share || set.PValue(alpha) > 0);
            }
        });

    [Fact]
    public void A_prediction_follows_the_definition_ties_included() =>
        Gen.Select(Sets, Gen.Int[0, Largest + 5].Array[2, 12]).Sample((set, alpha) =>
        {
            var pValues = new double[alpha.Length];
            ConformalPrediction prediction = set.Predict(alpha, pValues);
            int[] ranking = [.. Enumerable.Range(0, alpha.Length)
                .OrderByDescending(j => pValues[j])
                .ThenBy(j => alpha[j]).ThenBy(j => j)];
            Assert.Equal(alpha.Select(value => set.PValue(value)), pValues);
            Assert.Equal(new ConformalPrediction(ranking[0], pValues[ranking[0]], 1 - pValues[ranking[1]]), prediction);
        });

    [Fact]
    public void The_order_of_the_scores_does_not_matter() =>
        Gen.Int[0, Largest].Array[1, 60].SelectMany(
            scores => Gen.Select(Gen.Const(scores), Gen.Shuffle(scores))).Sample((scores, shuffled) =>
        {
            CalibrationSet set = SetOf(scores), other = SetOf(shuffled);
            for (int alpha = 0; alpha < Largest + 5; alpha++) Assert.Equal(set.PValue(alpha), other.PValue(alpha));
        });

    [Fact]
    public void Trimming_drops_the_zeros_from_the_count_too()
    {
        CalibrationSet kept = SetOf([0, 0, 0, 5, 9]), trimmed = SetOf([0, 0, 0, 5, 9], new Conventions { TrimZeros = true });
        Assert.Equal(0.4, kept.PValue(1));
        Assert.Equal(1, trimmed.PValue(1));
        Assert.Equal(0.2, kept.PValue(9));
        Assert.Equal(0.5, trimmed.PValue(9));
    }

    [Fact]
    public void A_strange_input_with_no_support_is_not_given_to_class_0()
    {
        var set = SetOf([0, 1, 2]);
        ConformalPrediction prediction = set.Predict([30, 29, 12, 30, 12], new double[5]);
        Assert.Equal(new ConformalPrediction(2, 0, 1), prediction);
    }

    [Fact]
    public void The_first_class_wins_where_only_p_values_count_and_the_votes_where_only_they_do()
    {
        int[] alpha = [30, 29, 12, 30, 12];
        Assert.Equal(0, SetOf([0, 1, 2], new Conventions { Prediction = PredictionRule.PValue }).Predict(alpha, new double[5]).Label);
        Assert.Equal(2, SetOf([0, 1, 2], new Conventions { Prediction = PredictionRule.Votes }).Predict(alpha, new double[5]).Label);
    }

    [Fact]
    public void A_class_that_is_judged_apart_is_judged_by_its_own_images()
    {
        CalibrationScore[] scores = [new(0, 1), new(0, 1), new(1, 8), new(1, 9)];
        var set = new CalibrationSet(scores, new Conventions { ClassConditional = true });
        Assert.Equal((0, 1), (set.PValue(8, 0), set.PValue(8, 1)));
        var pValues = new double[2];
        // Fewer neighbours are of class 1, but more than of nearly all its images.
        Assert.Equal(new ConformalPrediction(1, 1, 1), set.Predict([7, 8], pValues));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Predict([7, 8, 9], new double[3]));
        Assert.Contains("Class 1 ", Assert.Throws<ArgumentException>(() =>
            new CalibrationSet([new(0, 1), new(2, 1)], new Conventions { ClassConditional = true })).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Over a calibration set and one more score from the same source, smoothed p-values are uniform: over all orders of any scores, ties
    /// included, a share δ lies at or below δ, and so it is for a valid one or less.
    /// </summary>
    [Fact]
    public void Smoothed_p_values_are_uniform_where_images_are_like_those_that_calibrated() =>
        Gen.Int[0, 5].Array[5, 30].Sample(all =>
        {
            const int Draws = 64;
            var smoothed = new List<double>();
            for (int image = 0; image < all.Length; image++)
            {
                int[] others = [.. all.Where((_, place) => place != image)];
                var set = SetOf(others, new Conventions { PValue = PValueRule.Smoothed });
                var valid = SetOf(others, new Conventions { PValue = PValueRule.Valid });
                for (int draw = 0; draw < Draws; draw++)
                {
                    smoothed.Add(set.PValue(all[image], draw: (draw + 0.5) / Draws));
                    Assert.True(valid.PValue(all[image]) >= smoothed[^1]);
                }
            }
            foreach (double level in new[] { 0.05, 0.3, 0.5, 0.9 })
            {
                // The draws stand 1/64 apart, so that each image's share is known to that.
                Assert.Equal(level, smoothed.Count(p => p <= level) / (double)smoothed.Count, 1.0 / Draws);
            }
        });

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CalibrationSet([]));
        Assert.Throws<ArgumentException>(() => SetOf([3, -1]));
        Assert.Contains(
            "trimming zeros leaves none",
            Assert.Throws<ArgumentException>(() => SetOf([0, 0], new Conventions { TrimZeros = true })).Message,
            StringComparison.Ordinal);
        var set = SetOf([1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.PValue(-1));
        Assert.Throws<ArgumentException>(() => set.Predict([1], new double[1]));
        Assert.Throws<ArgumentException>(() => set.Predict([1, 2], new double[3]));
    }

    private static CalibrationSet SetOf(int[] scores, Conventions? conventions = null) =>
        new(scores.Select(score => new CalibrationScore(0, score)), conventions);
}
