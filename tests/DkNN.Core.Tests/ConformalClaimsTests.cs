using CsCheck;

namespace DkNN.Core.Tests;

public sealed class ConformalClaimsTests
{
    [Fact]
    public void The_range_of_coverage_is_that_of_drawn_experiments()
    {
        // 4,000 experiments of 100 calibration images and 400 judged ones, exactly as the theory has them.
        var random = new Random(1);
        var range = CoverageRange.Of(99, 400, 0.9);
        int inside = 0;
        const int Experiments = 4_000;
        for (int experiment = 0; experiment < Experiments; experiment++)
        {
            double[] calibration = [.. Enumerable.Range(0, 99).Select(_ => random.NextDouble())];
            Array.Sort(calibration);
            // The set of an image holds its class where its score is not among the tenth of the strangest: below the 90th of 100 places.
            double threshold = calibration[89];
            int covered = Enumerable.Range(0, 400).Count(_ => random.NextDouble() <= threshold);
            if (range.Holds(covered / 400.0)) inside++;
        }
        // 99 % of them, give or take three standard errors of the count; the two ends are whole numbers of images, which makes it a bit more.
        Assert.InRange(inside / (double)Experiments, 0.985, 0.998);
    }

    [Fact]
    public void The_range_holds_the_level_and_narrows_with_images() =>
        Gen.Select(Gen.Int[5, 2000], Gen.Int[5, 2000], Gen.Double[0.5, 0.99]).Sample((calibration, images, level) =>
        {
            var range = CoverageRange.Of(calibration, images, level);
            Assert.InRange(level, range.Low - (1.0 / images), range.High + (1.0 / images));
            var more = CoverageRange.Of(4 * calibration, 4 * images, level);
            Assert.True(more.High - more.Low <= range.High - range.Low + (1.0 / images));
        });

    [Fact]
    public void Sets_are_counted_as_they_are()
    {
        var meter = new PredictionSetMeter(0.9, 3);
        meter.Add(0, [0.5, 0.05, 0.05]);
        meter.Add(0, [0.05, 0.5, 0.2]);
        // A p-value of just 1 − level is not above it.
        meter.Add(2, [0.05, 0.05, 1 - 0.9]);
        Assert.Equal((3, 1 / 3.0, 1.0), (meter.Count, meter.Coverage, meter.MeanSize));
        Assert.Equal((1 / 3.0, 1 / 3.0), (meter.EmptyShare, meter.SingleShare));
        Assert.Equal((2, 0.5, 1.5), meter.Of(0));
        Assert.Equal((0, 0.0, 0.0), meter.Of(1));
        Assert.Throws<ArgumentException>(() => meter.Add(0, [0.5, 0.5]));
    }

    [Fact]
    public void Online_p_values_are_those_of_their_definition() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 20], Gen.Select(Gen.Int[0, 9], Gen.Double[0, 1]).Array[1, 20]).Sample((calibration, stream) =>
        {
            var online = new OnlinePValues(calibration, 9);
            var before = calibration.ToList();
            foreach (var (alpha, draw) in stream)
            {
                double expected = (before.Count(other => other > alpha) + (draw * (before.Count(other => other == alpha) + 1))) / (before.Count + 1);
                Assert.Equal(expected, online.Next(alpha, draw), 1e-12);
                before.Add(alpha);
            }
        });

    [Fact]
    public void A_gambler_on_a_fair_game_rarely_reaches_a_hundredfold_and_on_a_changed_one_always()
    {
        var random = new Random(2);
        int alarms = 0, steps = 0;
        const int Streams = 400;
        for (int stream = 0; stream < Streams; stream++)
        {
            var online = new OnlinePValues(Enumerable.Range(0, 200).Select(_ => random.Next(50)), 100);
            var martingale = new JumperMartingale();
            bool alarmed = false;
            for (int step = 0; step < 500; step++) alarmed |= Bet(online, martingale, random.Next(50)) >= Math.Log(100);
            if (alarmed) alarms++;
            int until = 0;
            // From here on images are stranger.
            while (Bet(online, martingale, 30 + random.Next(50)) < Math.Log(100)) until++;
            steps += until;
        }
        // Ville: at most 1 of 100, give or take three standard errors.
        Assert.InRange(alarms / (double)Streams, 0, 0.01 + (3 * Math.Sqrt(0.01 * 0.99 / Streams)));
        Assert.InRange(steps / (double)Streams, 5, 60);

        double Bet(OnlinePValues online, JumperMartingale martingale, int alpha)
        {
            martingale.Add(online.Next(alpha, random.NextDouble()));
            return martingale.LogCapital;
        }
    }

    [Fact]
    public void The_capital_is_a_martingale() =>
        Gen.Double[0, 1].Array[0, 30].Sample(past =>
        {
            // Whatever came before, the next p-value neither wins nor loses on average: a line is averaged by its two ends.
            double Capital(double next)
            {
                var martingale = new JumperMartingale();
                foreach (double p in past) martingale.Add(p);
                double before = martingale.LogCapital;
                martingale.Add(next);
                return Math.Exp(martingale.LogCapital - before);
            }

            Assert.Equal(1, (Capital(0) + Capital(1)) / 2, 1e-12);
        });
}
