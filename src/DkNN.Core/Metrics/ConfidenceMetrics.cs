using System.Collections.Immutable;

namespace DkNN.Core;

/// <summary>
/// Measures of confidences, from 0 to 1, against what was right: a confidence is DkNN's credibility or a network's largest softmax
/// probability. Sums run in the order given, so that the same numbers in the same order give the same result to the last bit.
/// </summary>
public static class ConfidenceMetrics
{
    private const int ReliabilityBins = 10;
    private const int CalibrationBins = 15;
    private const int SelectiveSteps = 40;

    /// <summary>The share of true values; 0 of none.</summary>
    /// <param name="correct">Whether each image is classified correctly.</param>
    public static double Accuracy(ReadOnlySpan<bool> correct) => correct.IsEmpty ? 0 : (double)correct.Count(true) / correct.Length;

    /// <summary>The arithmetic mean; 0 of none.</summary>
    /// <param name="values">The values.</param>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return values.IsEmpty ? 0 : sum / values.Length;
    }

    /// <summary>The share of values strictly above a threshold; 0 of none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="threshold">The threshold.</param>
    public static double ShareAbove(ReadOnlySpan<double> values, double threshold)
    {
        int above = 0;
        foreach (double value in values)
        {
            if (value > threshold) above++;
        }
        return values.IsEmpty ? 0 : (double)above / values.Length;
    }

    /// <summary>Counts confidences in ten bins [0, 0.1), [0.1, 0.2), … [0.9, 1].</summary>
    /// <param name="confidences">Confidences from 0 to 1.</param>
    /// <exception cref="ArgumentException">A confidence is not from 0 to 1.</exception>
    public static ImmutableArray<int> Histogram(ReadOnlySpan<double> confidences)
    {
        var counts = new int[ReliabilityBins];
        foreach (double confidence in confidences) counts[BinOf(confidence, ReliabilityBins, upperIncluded: false)]++;
        return [.. counts];
    }

    /// <summary>Accuracy and number of images in ten bins [0, 0.1), [0.1, 0.2), … [0.9, 1] of confidence.</summary>
    /// <param name="confidences">Confidence of every image, from 0 to 1.</param>
    /// <param name="correct">Whether each image is classified correctly.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a confidence is not from 0 to 1.</exception>
    public static ImmutableArray<ReliabilityBin> ReliabilityDiagram(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        RequireSameLength(confidences, correct);
        var counts = new int[ReliabilityBins];
        var hits = new int[ReliabilityBins];
        for (int i = 0; i < confidences.Length; i++)
        {
            int bin = BinOf(confidences[i], ReliabilityBins, upperIncluded: false);
            counts[bin]++;
            if (correct[i]) hits[bin]++;
        }
        return [.. Enumerable.Range(0, ReliabilityBins).Select(bin =>
            new ReliabilityBin(Edge(bin, ReliabilityBins), Edge(bin + 1, ReliabilityBins), counts[bin], Share(hits[bin], counts[bin])))];
    }

    /// <summary>
    /// Expected calibration error (Guo et al., arXiv 1706.04599): over 15 bins (low, high] of confidence, the mean of
    /// |accuracy − mean confidence|, weighted by the share of images. A confidence of 0 counts in the first bin.
    /// </summary>
    /// <param name="confidences">Confidence of every image, from 0 to 1.</param>
    /// <param name="correct">Whether each image is classified correctly.</param>
    /// <returns>From 0 to 1; 0 of no images.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a confidence is not from 0 to 1.</exception>
    public static double ExpectedCalibrationError(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        RequireSameLength(confidences, correct);
        Span<double> sums = stackalloc double[CalibrationBins];
        Span<int> hits = stackalloc int[CalibrationBins];
        for (int i = 0; i < confidences.Length; i++)
        {
            int bin = BinOf(confidences[i], CalibrationBins, upperIncluded: true);
            sums[bin] += confidences[i];
            if (correct[i]) hits[bin]++;
        }
        // A bin's weight, count / n, cancels the division of both means by its count.
        double error = 0;
        for (int bin = 0; bin < CalibrationBins; bin++) error += Math.Abs(hits[bin] - sums[bin]);
        return confidences.IsEmpty ? 0 : error / confidences.Length;
    }

    /// <summary>
    /// Accuracy against the share of images kept, as the threshold rises through the confidences themselves: at most one in each step of
    /// 2.5 % of the images, from all kept to the surest. Images of one confidence are kept or refused together.
    /// </summary>
    /// <param name="confidences">Confidence of every image: any numbers, the larger the surer.</param>
    /// <param name="correct">Whether each image is classified correctly.</param>
    /// <param name="lowest">The threshold that keeps all images; null for the least of the confidences.</param>
    /// <returns>Points of falling shares, the first with all images kept; none of no images.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ImmutableArray<SelectivePoint> SelectiveAccuracy(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, double? lowest = 0)
    {
        RequireSameLength(confidences, correct);
        if (confidences.IsEmpty) return [];
        double[] sorted = confidences.ToArray();
        int[] isRight = [.. correct.ToArray().Select(Convert.ToInt32)];
        Array.Sort(sorted, isRight);
        int all = sorted.Length, hits = isRight.Sum(), step = -1;
        var points = ImmutableArray.CreateBuilder<SelectivePoint>();
        for (int first = 0; first < all;)
        {
            int reached = (int)((long)first * SelectiveSteps / all);
            if (reached > step)
            {
                points.Add(new SelectivePoint(first == 0 ? lowest ?? sorted[0] : sorted[first], (double)(all - first) / all, (double)hits / (all - first)));
                step = reached;
            }
            double refused = sorted[first];
            while (first < all && sorted[first] == refused) hits -= isRight[first++];
        }
        return points.ToImmutable();
    }

    private static void RequireSameLength(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        if (confidences.Length != correct.Length)
        {
            throw new ArgumentException($"{confidences.Length} confidences, but {correct.Length} results.", nameof(correct));
        }
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;

    // The double nearest to the decimal fraction, as p-values such as 525/750 = 0.7 are: a value on an edge is recognised exactly.
    private static double Edge(int index, int bins) => (double)index / bins;

    private static int BinOf(double confidence, int bins, bool upperIncluded)
    {
        if (!(confidence >= 0 && confidence <= 1))
        {
            throw new ArgumentException($"A confidence is {confidence}, not from 0 to 1.", nameof(confidence));
        }
        int bin = 0;
        while (bin < bins - 1 && (upperIncluded ? confidence > Edge(bin + 1, bins) : confidence >= Edge(bin + 1, bins))) bin++;
        return bin;
    }
}
