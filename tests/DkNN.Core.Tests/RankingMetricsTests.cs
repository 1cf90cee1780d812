using CsCheck;

namespace DkNN.Core.Tests;

public sealed class RankingMetricsTests
{
    private const double RoundingOnly = 1e-14;

    // Few values, so that ties are common.
    private static readonly Gen<double[]> Scores = Gen.Int[0, 12].Select(count => count / 12.0).Array[1, 40];

    [Fact]
    public void Auroc_is_the_share_of_pairs_in_the_right_order() =>
        Gen.Select(Scores, Scores).Sample((trusted, others) =>
        {
            double right = trusted.Sum(a => others.Sum(b => a > b ? 1 : a == b ? 0.5 : 0));
            Assert.Equal(right / (trusted.Length * others.Length), RankingMetrics.Of(trusted, others)!.Auroc, RoundingOnly);
        });

    [Fact]
    public void Exchanging_the_sides_turns_auroc_round() =>
        Gen.Select(Scores, Scores).Sample((trusted, others) =>
            Assert.Equal(1, RankingMetrics.Of(trusted, others)!.Auroc + RankingMetrics.Of(others, trusted)!.Auroc, RoundingOnly));

    [Fact]
    public void Exchanging_the_sides_and_the_sign_exchanges_the_average_precisions() =>
        Gen.Select(Scores, Scores).Sample((trusted, others) =>
        {
            RankingMetrics metrics = RankingMetrics.Of(trusted, others)!;
            RankingMetrics turned = RankingMetrics.Of([.. others.Select(score => -score)], [.. trusted.Select(score => -score)])!;
            Assert.Equal((metrics.AuprIn, metrics.AuprOut, metrics.Auroc), (turned.AuprOut, turned.AuprIn, turned.Auroc));
        });

    [Fact]
    public void Average_precision_agrees_with_precision_and_recall_at_every_threshold() =>
        Gen.Select(Scores, Scores).Sample((trusted, others) =>
        {
            double sum = 0, recall = 0;
            foreach (double threshold in trusted.Concat(others).Distinct().OrderDescending())
            {
                double hits = trusted.Count(score => score >= threshold), passed = hits + others.Count(score => score >= threshold);
                sum += ((hits / trusted.Length) - recall) * (hits / passed);
                recall = hits / trusted.Length;
            }
            Assert.Equal(sum, RankingMetrics.Of(trusted, others)!.AuprIn, RoundingOnly);
        });

    [Fact]
    public void The_false_positive_rate_is_at_the_largest_threshold_that_keeps_95_percent() =>
        Gen.Select(Scores, Scores).Sample((trusted, others) =>
        {
            double threshold = trusted.Where(candidate => trusted.Count(score => score >= candidate) * 20 >= trusted.Length * 19).Max();
            Assert.Equal(others.Count(score => score >= threshold) / (double)others.Length, RankingMetrics.Of(trusted, others)!.FprAt95Tpr);
        });

    [Fact]
    public void The_other_direction_is_at_the_smallest_threshold_that_catches_95_percent() =>
        Gen.Select(Scores, Scores).Sample((trusted, others) =>
        {
            double threshold = others.Where(candidate => others.Count(score => score <= candidate) * 20 >= others.Length * 19).Min();
            Assert.Equal(
                trusted.Count(score => score <= threshold) / (double)trusted.Length, RankingMetrics.Of(trusted, others)!.FlaggedAt95Caught);
        });

    [Fact]
    public void Neither_order_nor_a_rising_transformation_matters() =>
        Gen.Select(Scores, Scores)
            .SelectMany((trusted, others) => Gen.Select(Gen.Const((trusted, others)), Gen.Shuffle(trusted), Gen.Shuffle(others)))
            .Sample((given, trusted, others) => Assert.Equal(RankingMetrics.Of(given.trusted, given.others),
                RankingMetrics.Of([.. trusted.Select(Math.Exp)], [.. others.Select(Math.Exp)])));

    [Fact]
    public void Sides_that_do_not_overlap_are_told_apart_entirely() =>
        Assert.Equal(new RankingMetrics(1, 1, 1, 0, 0), RankingMetrics.Of([0.8, 0.9], [0.1, 0.2, 0.3]));

    [Fact]
    public void An_empty_side_has_no_ranking()
    {
        Assert.Null(RankingMetrics.Of([], [0.5]));
        Assert.Null(RankingMetrics.Of([0.5], []));
    }

    [Fact]
    public void A_score_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => RankingMetrics.Of([0.5, double.NaN], [0.5]));
}
