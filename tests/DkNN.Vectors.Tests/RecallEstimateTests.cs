namespace DkNN.Vectors.Tests;

public sealed class RecallEstimateTests
{
    [Fact]
    public void A_bound_lies_2_326_standard_errors_below_the_mean()
    {
        // Mean 9 of 10; deviations −1, 0, 0, 1: a standard deviation of √(2/3), an error of √(2/3)/2.
        var estimate = RecallEstimate.Of([8, 9, 9, 10], 10);
        Assert.Equal(0.9, estimate.Mean, 1e-12);
        Assert.Equal((9 - (2.3263478740408408 * Math.Sqrt(2.0 / 3) / 2)) / 10, estimate.LowerBound, 1e-12);
    }

    [Fact]
    public void Queries_that_all_found_everything_leave_no_doubt() => Assert.Equal(new(1, 1), RecallEstimate.Of([7, 7, 7], 7));

    /// <summary>The share of samples whose bound lies above the truth is about 1 %.</summary>
    [Fact]
    public void The_truth_lies_above_the_bound_as_often_as_promised()
    {
        var random = new Random(1);
        int above = 0;
        for (int sample = 0; sample < 4_000; sample++)
        {
            int[] hits = new int[256];
            // Each query finds 60 to 75 of 75, evenly: 67.5 in the mean.
            for (int query = 0; query < hits.Length; query++) hits[query] = random.Next(60, 76);
            if (RecallEstimate.Of(hits, 75).LowerBound > 67.5 / 75) above++;
        }
        Assert.InRange(above, 16, 68);
    }
}
