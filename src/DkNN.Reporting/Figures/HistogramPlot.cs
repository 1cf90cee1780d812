using ScottPlot;

namespace DkNN.Reporting;

/// <summary>Two histograms of one quantity, bar beside bar, in percent of each one's images.</summary>
internal static class HistogramPlot
{
    /// <param name="title">Title of the plot.</param>
    /// <param name="xLabel">Name of the quantity.</param>
    /// <param name="maximum">The quantity at the upper end of the last bin; the first starts at 0.</param>
    /// <param name="series">Name, colour and counts of each.</param>
    public static Plot Of(string title, string xLabel, double maximum,
        params IReadOnlyList<(string Name, Color Color, IReadOnlyList<int> Counts)> series)
    {
        Plot plot = Theme.NewPlot(title, xLabel, "Share of the images (%)");
        for (int s = 0; s < series.Count; s++)
        {
            IReadOnlyList<int> counts = series[s].Counts;
            double bin = maximum / counts.Count, width = bin * 0.9 / series.Count, offset = (s - ((series.Count - 1) / 2.0)) * width;
            double all = Math.Max(1, counts.Sum());
            Theme.AddBars(plot, series[s].Name, series[s].Color, width,
                counts.Select((count, i) => (((i + 0.5) * bin) + offset, count / all * 100, "")));
        }
        Theme.UsePercent(plot, 0, maximum);
        double[] ticks = [.. Enumerable.Range(0, 6).Select(i => maximum * i / 5)];
        plot.Axes.Bottom.SetTicks(ticks, [.. ticks.Select(Text.Epsilon)]);
        plot.ShowLegend(Alignment.UpperCenter);
        return plot;
    }
}
