using DkNN.Core;
using DkNN.Experiments;
using ScottPlot;

namespace DkNN.Reporting;

/// <summary>Reliability diagrams of one ε: the network on the left, DkNN on the right.</summary>
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
        Plot plot = Theme.NewPlot(title, xLabel, "Accuracy (%), bars");
        Theme.AddBars(plot, "", color.WithAlpha(0.75), 0.1,
            bins.Where(bin => bin.Accuracy is not null).Select(bin => (Middle(bin), bin.Accuracy!.Value * 100)));

        var honest = plot.Add.Line(0, 0, 1, 100);
        honest.Color = Theme.Muted;
        honest.LinePattern = LinePattern.Dotted;
        honest.LineWidth = 1.5f;

        var counts = plot.Add.Scatter(bins.Select(Middle).ToArray(), bins.Select(bin => (double)bin.Count).ToArray(), Colors.Black);
        counts.LineWidth = 1.5f;
        counts.MarkerSize = 6;
        counts.Axes.YAxis = Theme.AddCountAxis(plot, "Images, line", bins.Max(bin => bin.Count));

        Theme.UsePercent(plot, 0, 1);
        double[] edges = [0, 0.2, 0.4, 0.6, 0.8, 1];
        plot.Axes.Bottom.SetTicks(edges, [.. edges.Select(Text.Epsilon)]);
        return plot;
    }

    private static double Middle(ReliabilityBin bin) => (bin.From + bin.To) / 2;
}
