using DkNN.Core;
using DkNN.Experiments;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace DkNN.Reporting;

/// <summary>Pictures of one or more lines.</summary>
internal static class CurveFigures
{
    private const int Width = 900;
    private const int Height = 600;
    private const double Lowest = -3;
    private const int MostInCorner = 2;
    private const int LegendLine = 22;

    /// <summary>Accuracy against ε.</summary>
    public static Figure Accuracy(RunResults results, RunResults? deviation = null) => AgainstEpsilon(
        "accuracy", $"Accuracy under {results.Attack.Name}", "Accuracy (%)",
        [
            EpsilonLine.Of("DkNN", Theme.Dknn, results, evaluation => evaluation.Dknn.Accuracy, deviation),
            EpsilonLine.Of("network", Theme.Network, results, evaluation => evaluation.Network.Accuracy, deviation),
        ]);

    /// <summary>Credibility and softmax confidence against ε.</summary>
    public static Figure Confidence(RunResults results, RunResults? deviation = null) => AgainstEpsilon(
        "confidence", $"Trust under {results.Attack.Name}", "Mean over the images (%)",
        [
            EpsilonLine.Of("DkNN: credibility", Theme.Dknn, results, evaluation => evaluation.Dknn.MeanCredibility, deviation),
            EpsilonLine.Of("network: softmax confidence", Theme.Network, results, evaluation => evaluation.Network.MeanConfidence, deviation),
        ]);

    /// <summary>Lines against ε: as many as there is room for in a corner stand there, more beneath.</summary>
    public static Figure AgainstEpsilon(string name, string title, string yLabel, IReadOnlyList<EpsilonLine> lines)
    {
        Plot plot = Theme.NewPlot(title, "Attack budget ε (share of the pixel range)", yLabel);
        foreach (EpsilonLine line in lines.Where(line => line.Deviations is not null))
        {
            Theme.AddBand(plot, line.Color, line.Epsilons, line.Percents, line.Deviations!);
        }
        foreach (EpsilonLine line in lines) Theme.AddLine(plot, line.Name, line.Color, line.Epsilons, line.Percents, line.IsDashed);
        double[] epsilons = [.. lines.SelectMany(line => line.Epsilons).Distinct().Order()];
        double margin = epsilons[^1] > 0 ? epsilons[^1] * 0.04 : 0.01;
        Theme.UsePercent(plot, -margin, epsilons[^1] + margin, Lowest);
        plot.Axes.Bottom.SetTicks(epsilons, [.. epsilons.Select(Text.Epsilon)]);
        if (lines.Count <= MostInCorner)
        {
            plot.ShowLegend(Alignment.LowerLeft);
            return Figure.Of(name, 1, Width, Height, [plot]);
        }
        // One beneath the other: names of runs are long.
        plot.ShowLegend(Edge.Bottom).Legend.Orientation = Orientation.Vertical;
        return Figure.Of(name, 1, Width, Height + (lines.Count * LegendLine), [plot]);
    }

    /// <summary>Accuracy against the share of images kept, for the clean images and the strongest attack.</summary>
    public static Figure SelectiveAccuracy(RunResults results)
    {
        Plot plot = Theme.NewPlot("Accuracy when doubtful images are refused", "Images kept (%)", "Accuracy on the images kept (%)");
        EvaluationResult[] ends = results.Evaluations.Count == 1
            ? [results.Evaluations[0]]
            : [results.Evaluations[0], results.Evaluations[^1]];
        foreach (EvaluationResult evaluation in ends)
        {
            bool attacked = evaluation.Epsilon > 0;
            AddSelective(plot, $"DkNN, {Text.Images(evaluation.Epsilon)}", Theme.Dknn, evaluation.SelectiveAccuracy, attacked);
            AddSelective(plot, $"network, {Text.Images(evaluation.Epsilon)}", Theme.Network, evaluation.SelectiveAccuracySoftmax, attacked);
        }
        Theme.UsePercent(plot, -2, 102, Lowest);
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(20);
        plot.ShowLegend(Edge.Bottom);
        return Figure.Of("selective-accuracy", 1, Width, Height, [plot]);
    }

    private static void AddSelective(Plot plot, string name, Color color, IReadOnlyList<SelectivePoint> points, bool dashed)
    {
        SelectivePoint[] kept = [.. points.Where(point => point.Accuracy is not null)];
        double[] shares = [.. kept.Select(point => point.ShareKept * 100)],
            accuracies = [.. kept.Select(point => point.Accuracy!.Value * 100)];
        Theme.AddLine(plot, name, color, shares, accuracies, dashed);
    }
}
