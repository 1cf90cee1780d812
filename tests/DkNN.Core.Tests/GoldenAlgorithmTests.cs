namespace DkNN.Core.Tests;

public sealed class GoldenAlgorithmTests
{
    private static readonly Case[] Cases = GoldenFile.Read<Case>("dknn.json");

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Fact]
    public void There_are_five_cases_and_they_cover_missing_neighbours_trimming_and_smoothing()
    {
        Assert.Equal(5, Cases.Length);
        Assert.Contains(Cases, golden => golden.Expected.Missing > 0);
        Assert.Contains(Cases, golden => golden.TrimZeros == 1);
        Assert.Contains(Cases, golden => golden.Smoothed == 1);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_expected_value_is_reproduced_to_the_last_bit(int number)
    {
        Case golden = Cases[number];
        VoteTable calibration = golden.Count(golden.CalibrationNeighborLabels);
        var conventions = new Conventions
        {
            TrimZeros = golden.TrimZeros == 1,
            PValue = golden.Smoothed == 1 ? PValueRule.Valid : PValueRule.Share,
        };
        var set = new CalibrationSet(
            golden.CalibrationLabels.Select((label, image) => new CalibrationScore(label, calibration.Nonconformity(image, label))), conventions);
        Assert.Equal(golden.Expected.CalibrationAlpha, set.Scores.Select(score => score.Alpha));

        VoteTable table = golden.Count(golden.NeighborLabels);
        var alpha = new int[golden.Classes];
        var pValues = new double[golden.Classes];
        for (int image = 0; image < table.Images; image++)
        {
            table.Nonconformity(image, alpha);
            ConformalPrediction prediction = set.Predict(alpha, pValues);
            Assert.Equal(golden.Expected.Alpha[image], alpha);
            Assert.Equal(golden.Expected.PValues[image], pValues);
            Assert.Equal(golden.Expected.Prediction[image], prediction.Label);
            Assert.Equal(golden.Expected.Credibility[image], prediction.Credibility);
            Assert.Equal(golden.Expected.Confidence[image], prediction.Confidence);
        }
        // Of the test images; the calibration images' missing neighbours are not in the file.
        Assert.Equal(golden.Expected.Missing, table.Missing);
    }

    internal sealed record Expected(int[] CalibrationAlpha, int[][] Alpha, double[][] PValues, int[] Prediction, double[] Credibility,
        double[] Confidence, long Missing);

    internal sealed record Case(int Layers, int K, int Classes, int TrimZeros, int Smoothed, int[] CalibrationLabels,
        int[][][] CalibrationNeighborLabels, int[][][] NeighborLabels, Expected Expected)
    {
        /// <summary>
        /// Feeds the labels, image by layer by neighbour, as the ids of training rows that carry their own number as label.
        /// </summary>
        public VoteTable Count(int[][][] labels)
        {
            int[] identity = [.. Enumerable.Range(0, Classes)];
            var table = new VoteTable(labels.Length, Classes, K);
            for (int layer = 0; layer < Layers; layer++) table.Add([.. labels.SelectMany(image => image[layer])], identity);
            return table;
        }
    }
}
