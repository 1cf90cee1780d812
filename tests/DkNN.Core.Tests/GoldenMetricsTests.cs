namespace DkNN.Core.Tests;

public sealed class GoldenMetricsTests
{
    // The other program adds in another order; what is counted in whole numbers agrees exactly.
    private const double RoundingOnly = 1e-14;

    private static readonly Case[] Cases = GoldenFile.Read<Case>("metrics.json");

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Fact]
    public void There_are_four_cases() => Assert.Equal(4, Cases.Length);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Ranking_metrics_are_reproduced(int number)
    {
        Case golden = Cases[number];
        RankingMetrics metrics = RankingMetrics.Of(golden.InScores, golden.OutScores)!;
        Assert.Equal(golden.Expected.Auroc, metrics.Auroc, RoundingOnly);
        Assert.Equal(golden.Expected.AuprIn, metrics.AuprIn, RoundingOnly);
        Assert.Equal(golden.Expected.AuprOut, metrics.AuprOut, RoundingOnly);
        Assert.Equal(golden.Expected.FprAt95Tpr, metrics.FprAt95Tpr);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Expected_calibration_error_is_reproduced(int number)
    {
        Case golden = Cases[number];
        Assert.Equal(golden.Expected.Ece15, ConfidenceMetrics.ExpectedCalibrationError(golden.Confidences, golden.Correct), RoundingOnly);
    }

    internal sealed record Expected(double Auroc, double AuprIn, double AuprOut, double FprAt95Tpr, double Ece15);

    internal sealed record Case(double[] InScores, double[] OutScores, double[] Confidences, bool[] Correct, Expected Expected);
}
