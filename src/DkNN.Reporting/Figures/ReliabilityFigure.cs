using DkNN.Core;
using DkNN.Experiments;
using ScottPlot;

namespace DkNN.Reporting;

/// <summary>Reliability diagrams of one ε, with the number of images above each bar: the network on the left, DkNN on the right.</summary>
internal static class ReliabilityFigure
{
    /// <summary>Name of the files for one ε.</summary>
    public static string Name(double epsilon) => $"reliability-{Text.Epsilon(epsilon)}";

    public static Figure Of(EvaluationResult evaluation) => Figure.Of(Name(evaluation.Epsilon), 2, 640, 460,
    [
        Diagram($"Network, {Text.Images(evaluation.Epsilon)}", "Softmax confidence", Theme.Network, evaluation.Network.Reliability),
        Diagram($"DkNN, {Text.Images(evaluation.Epsilon)}", "Credibility", Theme.Dknn, evaluation.Dknn.Reliability),
    ]);

    private static Plot Diagram(string title, string xLabel, Color color, IReadOnlyList<ReliabilityBin> bins)
    {
        Plot plot = Theme.NewPlot(title, xLabel, "Accuracy (%)");
        Theme.AddBars(plot, "", color.WithAlpha(0.75), 0.1,
            bins.Where(bin => bin.Count > 0).Select(bin => (Middle(bin), bin.Accuracy!.Value * 100, Text.Count(bin.Count))));

        var honest = plot.Add.Line(0, 0, 1, 100);
        honest.Color = Theme.Muted;
        honest.LinePattern = LinePattern.Dotted;
        honest.LineWidth = 1.5f;

        // Room for the number above a bar that reaches 100.
        Theme.UsePercent(plot, 0, 1, highest: 112);
        double[] edges = [0, 0.2, 0.4, 0.6, 0.8, 1];
        plot.Axes.Bottom.SetTicks(edges, [.. edges.Select(Text.Epsilon)]);
        return plot;
    }

    private static double Middle(ReliabilityBin bin) => (bin.From + bin.To) / 2;
}
