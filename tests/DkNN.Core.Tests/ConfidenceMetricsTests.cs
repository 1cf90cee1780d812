using CsCheck;

namespace DkNN.Core.Tests;

public sealed class ConfidenceMetricsTests
{
    // Shares of whole numbers, as p-values are: many stand exactly on the edge of a bin.
    private static readonly Gen<(double[] Confidences, bool[] Correct)> Results =
        Gen.Int[0, 60].SelectMany(n => Gen.Select(Gen.Int[0, 750].Select(count => count / 750.0).Array[n], Gen.Bool.Array[n]));

    [Fact]
    public void Reliability_bins_agree_with_a_count_by_whole_numbers() =>
        Gen.Int[0, 60].SelectMany(n => Gen.Select(Gen.Int[0, 750].Array[n], Gen.Bool.Array[n])).Sample((counts, correct) =>
        {
            var bins = ConfidenceMetrics.ReliabilityDiagram([.. counts.Select(count => count / 750.0)], correct);
            Assert.Equal(10, bins.Length);
            for (int bin = 0; bin < 10; bin++)
            {
                bool[] inside = [.. correct.Where((_, i) => Math.Min(counts[i] / 75, 9) == bin)];
                double? accuracy = inside.Length == 0 ? null : inside.Count(right => right) / (double)inside.Length;
                Assert.Equal(new ReliabilityBin(bin / 10.0, (bin + 1) / 10.0, inside.Length, accuracy), bins[bin]);
            }
        });

    [Fact]
    public void The_histogram_counts_as_the_reliability_diagram_does() =>
        Results.Sample(results => Assert.Equal(
            ConfidenceMetrics.ReliabilityDiagram(results.Confidences, results.Correct).Select(bin => bin.Count),
            ConfidenceMetrics.Histogram(results.Confidences)));

    [Fact]
    public void Selective_accuracy_keeps_everything_at_first_and_never_more_afterwards() =>
        Results.Sample(results =>
        {
            var points = ConfidenceMetrics.SelectiveAccuracy(results.Confidences, results.Correct);
            Assert.Equal(results.Confidences.Length == 0, points.IsEmpty);
            if (points.IsEmpty) return;
            Assert.Equal(new SelectivePoint(0, 1, ConfidenceMetrics.Accuracy(results.Correct)), points[0]);
            Assert.All(points.Zip(points.Skip(1)), pair => Assert.True(pair.Second.ShareKept < pair.First.ShareKept));
            Assert.All(points, point =>
            {
                bool[] kept = [.. results.Correct.Where((_, i) => results.Confidences[i] >= point.Threshold)];
                Assert.Equal((kept.Length / (double)results.Correct.Length, ConfidenceMetrics.Accuracy(kept)), (point.ShareKept, point.Accuracy));
            });
        });

    [Fact]
    public void Selective_accuracy_counts_a_confidence_equal_to_the_threshold_as_kept()
    {
        var points = ConfidenceMetrics.SelectiveAccuracy([0.3, 0.6, 0.59, 1], [false, true, false, true]);
        Assert.Equal([new(0, 1, 0.5), new(0.59, 0.75, 2.0 / 3), new(0.6, 0.5, 1), new(1, 0.25, 1)], points.AsEnumerable());
    }

    [Fact]
    public void Selective_accuracy_takes_its_thresholds_from_the_confidences_and_thins_them()
    {
        // All confidences lie in a hundredth: thresholds of their own tell them apart, and no two points are of one fortieth of the images.
        double[] confidences = [.. Enumerable.Range(0, 1000).Select(i => 0.99 + (i * 1e-5))];
        var points = ConfidenceMetrics.SelectiveAccuracy(confidences, [.. confidences.Select((_, i) => i >= 500)]);
        Assert.Equal(40, points.Length);
        Assert.Equal(new SelectivePoint(confidences[500], 0.5, 1), points[20]);
        // Images of one confidence go together.
        Assert.Equal([new(0, 1, 0.5)], ConfidenceMetrics.SelectiveAccuracy([1, 1], [true, false]).AsEnumerable());
    }

    [Fact]
    public void Calibration_error_is_0_for_honest_confidence_and_1_for_the_opposite_of_the_truth()
    {
        Assert.Equal(0, ConfidenceMetrics.ExpectedCalibrationError([1, 1, 0, 0.5, 0.5], [true, true, false, true, false]));
        Assert.Equal(1, ConfidenceMetrics.ExpectedCalibrationError([1, 1, 0], [false, false, true]));
        Assert.Equal(0, ConfidenceMetrics.ExpectedCalibrationError([], []));
    }

    [Fact]
    public void Calibration_error_bins_include_their_upper_end()
    {
        // Were 1/15 in the second bin, it would meet the wrong answer there, and the two errors would not cancel.
        double edge = 1.0 / 15;
        Assert.Equal(Math.Abs(1 - edge - 0.01) / 2, ConfidenceMetrics.ExpectedCalibrationError([edge, 0.01], [true, false]), 1e-15);
    }

    [Fact]
    public void A_mean_and_a_share_above_are_what_their_names_say()
    {
        Assert.Equal(0.5, ConfidenceMetrics.Mean([0.25, 0.75]));
        Assert.Equal(0.5, ConfidenceMetrics.ShareAbove([0.6, 0.7, 0.1, 0.9], 0.6));
        Assert.Equal(0, ConfidenceMetrics.Mean([]));
        Assert.Equal(0, ConfidenceMetrics.ShareAbove([], 0.6));
        Assert.Equal(0, ConfidenceMetrics.Accuracy([]));
    }

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void What_is_no_confidence_is_refused(double confidence)
    {
        Assert.Throws<ArgumentException>(() => ConfidenceMetrics.Histogram([confidence]));
        Assert.Throws<ArgumentException>(() => ConfidenceMetrics.ReliabilityDiagram([confidence], [true]));
        Assert.Throws<ArgumentException>(() => ConfidenceMetrics.ExpectedCalibrationError([confidence], [true]));
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ConfidenceMetrics.ReliabilityDiagram([0.5], []));
        Assert.Throws<ArgumentException>(() => ConfidenceMetrics.ExpectedCalibrationError([0.5], []));
        Assert.Throws<ArgumentException>(() => ConfidenceMetrics.SelectiveAccuracy([0.5], []));
    }
}
