using DkNN.Benchmarks;
using ScottPlot;

namespace DkNN.Reporting;

/// <summary>
/// Queries a second against recall on one layer, a line for each engine. The horizontal axis is that of missed neighbours by magnitudes:
/// what matters lies between 0.9 and 1.
/// </summary>
internal static class RecallRateFigure
{
    private const int Width = 1060;
    private const int Height = 640;
    private const double LeastRecall = 0.5;

    /// <summary>A scale by magnitudes has no 1; this stands for it.</summary>
    private const double LeastMissed = 1e-4;

    private static readonly double[] RecallTicks = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1];

    private static readonly int[] RateDigits = [1, 2, 5];

    /// <summary>Name of the files of one layer.</summary>
    public static string Name(BenchmarkLayer layer) => $"recall-rate-{layer.Name}";

    public static Figure Of(BenchmarkLayer layer, BenchmarkResults results)
    {
        Plot plot = Theme.NewPlot(
            $"{layer.Name}: {Text.Count(layer.Rows)} rows of {Text.Count(layer.Dimension)} floats",
            $"Recall@{results.Neighbors} on the set of queries where it is least",
            $"Queries a second on {results.ThreadsText}, mean over the sets");
        var drawn = new List<(double X, double Y)>();
        foreach (var kind in layer.Engines.GroupBy(engine => engine.IsPeer))
        {
            int color = 0;
            foreach (BenchmarkEngine engine in kind)
            {
                (double X, double Y)[] points =
                [
                    .. engine.Settings.Where(setting => setting.LeastRecall >= LeastRecall)
                        .Select(setting => (XOf(setting.LeastRecall), Math.Log10(1000 / setting.MeanMilliseconds))),
                ];
                Color own = Theme.Series[color++ % Theme.Series.Length];
                if (points.Length == 0) continue;
                drawn.AddRange(points);
                Theme.AddLine(
                    plot, engine.Label, own, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)], engine.IsPeer);
            }
        }
        SetAxes(plot, drawn);
        plot.ShowLegend(Edge.Right);
        return Figure.Of(Name(layer), 1, Width, Height, [plot]);
    }

    private static void SetAxes(Plot plot, List<(double X, double Y)> drawn)
    {
        const double margin = 0.08;
        double lowest = drawn.Select(point => point.Y).DefaultIfEmpty(0).Min() - margin;
        double highest = drawn.Select(point => point.Y).DefaultIfEmpty(1).Max() + margin;
        double leftmost = drawn.Select(point => point.X).DefaultIfEmpty(XOf(LeastRecall)).Min() - margin;
        plot.Axes.SetLimits(leftmost, XOf(1) + margin, lowest, highest);
        double[] recalls = [.. RecallTicks.Where(recall => XOf(recall) >= leftmost)];
        plot.Axes.Bottom.SetTicks([.. recalls.Select(XOf)], [.. recalls.Select(Text.Epsilon)]);
        double[] rates =
        [
            .. from magnitude in Enumerable.Range((int)Math.Floor(lowest), (int)Math.Ceiling(highest - lowest) + 2)
               from digit in RateDigits
               let rate = digit * Math.Pow(10, magnitude)
               where Math.Log10(rate) >= lowest && Math.Log10(rate) <= highest
               select rate,
        ];
        plot.Axes.Left.SetTicks([.. rates.Select(Math.Log10)], [.. rates.Select(Text.Measure)]);
    }

    private static double XOf(double recall) => -Math.Log10(Math.Max(LeastMissed, 1 - recall));
}
