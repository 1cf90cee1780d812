using DkNN.Experiments;
using ScottPlot;

namespace DkNN.Reporting;

/// <summary>How well every score tells foreign images, and attacked ones, from clean ones: a bar each.</summary>
internal static class ScoreFigure
{
    /// <summary>Name of the files.</summary>
    public const string Name = "scores";

    private const int RowHeight = 46;
    private const int Frame = 150;
    private const int Width = 900;
    private const double Thickness = 0.8;

    /// <summary>Whether there are scores, and images to tell apart.</summary>
    public static bool CanDraw(RunResults results) => results.Evaluations[0].Scores.Count > 0 && Rankings(results).Length > 0;

    public static Figure Of(RunResults results)
    {
        var rankings = Rankings(results);
        int scores = results.Evaluations[0].Scores.Count;
        // The best on top, by the first kind of images.
        int[] order = [.. Enumerable.Range(0, scores).OrderBy(score => rankings[0].Auroc[score] ?? 0)];
        var plot = Theme.NewPlot("Scores", "AUROC (0.5 is chance)", "");
        double width = Thickness / rankings.Length;
        for (int kind = 0; kind < rankings.Length; kind++)
        {
            double offset = (((rankings.Length - 1) / 2.0) - kind) * width;
            Theme.AddLyingBars(
                plot, rankings[kind].Images, Theme.Series[kind % Theme.Series.Length], width,
                order.Select((score, place) => (place + offset, rankings[kind].Auroc[score] ?? 0, Text.Fraction(rankings[kind].Auroc[score]))));
        }
        double[] places = [.. Enumerable.Range(0, scores).Select(place => (double)place)];
        plot.Axes.Left.SetTicks(places, [.. order.Select(score => results.Evaluations[0].Scores[score].Name)]);
        double[] fifths = [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1];
        plot.Axes.Bottom.SetTicks(fifths, [.. fifths.Select(Text.Epsilon)]);
        plot.Axes.SetLimits(0, 1.12, -0.6, scores - 0.4);
        plot.ShowLegend(Edge.Bottom);
        return Figure.Of(Name, 1, Width, Frame + (RowHeight * scores), [plot]);
    }

    private static (string Images, double?[] Auroc)[] Rankings(RunResults results)
    {
        var strongest = results.Evaluations[^1];
        IEnumerable<(string, IReadOnlyList<ScoreResult>)> all = results.Ood.Select(ood => (ood.Dataset, ood.Scores));
        if (strongest.Epsilon > 0) all = all.Append(($"fooled at {Text.Images(strongest.Epsilon)}", strongest.Scores));
        return
        [
            .. from ranking in all
               where ranking.Item2.Any(score => score.Detection.Auroc is not null)
               select (ranking.Item1, ranking.Item2.Select(score => score.Detection.Auroc).ToArray()),
        ];
    }
}
