using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>Credibility and softmax confidence of another data set's images beside those of the clean test images.</summary>
internal static class OodFigure
{
    /// <summary>Name of the files for one data set.</summary>
    public static string Name(string dataset) => $"ood-{dataset}";

    public static Figure Of(OodResult ood, EvaluationResult clean) => Figure.Of(Name(ood.Dataset), 2, 640, 460,
    [
        HistogramPlot.Of("Network", "Softmax confidence", 1,
            ("clean images", Theme.Clean, [.. clean.Network.Reliability.Select(bin => bin.Count)]),
            (ood.Dataset, Theme.Strange, ood.SoftmaxHistogram)),
        HistogramPlot.Of("DkNN", "Credibility", 1,
            ("clean images", Theme.Clean, [.. clean.Dknn.Reliability.Select(bin => bin.Count)]),
            (ood.Dataset, Theme.Strange, ood.CredibilityHistogram)),
    ]);
}
