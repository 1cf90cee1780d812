using DkNN.Experiments;
using ScottPlot;

namespace DkNN.Reporting;

/// <summary>The capital of a gambler against exchangeability along streams of images.</summary>
internal static class DriftFigure
{
    /// <summary>Name of the files.</summary>
    public const string Name = "drift";

    private const int Width = 900;
    private const int Height = 600;

    public static Figure Of(RunResults results)
    {
        Plot plot = Theme.NewPlot("A stream that turns from clean images to others", "Images", "Capital (powers of ten)");
        foreach (var (place, stream) in results.Drift.Index())
        {
            double[] xs = [.. Enumerable.Range(1, stream.Path.Count).Select(point => (double)point * stream.Images / stream.Path.Count)];
            Theme.AddCurve(plot, NameOf(stream), Theme.Series[place % Theme.Series.Length], xs, [.. stream.Path]);
        }
        Theme.AddGuide(plot, "alarm", Math.Log10(results.Drift[0].Threshold));
        plot.ShowLegend(Alignment.UpperLeft);
        return Figure.Of(Name, 1, Width, Height, [plot]);
    }

    /// <summary>What a stream turns into, for a person.</summary>
    public static string NameOf(DriftResult stream) => stream.To switch
    {
        "clean" => "clean ones to the end",
        "attack" => "attacked ones",
        _ => stream.To,
    };
}
