using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace DkNN.Reporting;

/// <summary>One look for all pictures. The colours are those of Okabe and Ito, told apart with any colour vision.</summary>
internal static class Theme
{
    private static readonly string[] PreferredFonts =
        ["DejaVu Sans", "Noto Sans", "Liberation Sans", "Segoe UI", "Helvetica Neue", "Arial"];

    /// <summary>DkNN.</summary>
    public static readonly Color Dknn = Color.FromHex("#0072B2");

    /// <summary>The network.</summary>
    public static readonly Color Network = Color.FromHex("#D55E00");

    /// <summary>Clean images.</summary>
    public static readonly Color Clean = Color.FromHex("#009E73");

    /// <summary>Attacked or strange images.</summary>
    public static readonly Color Strange = Color.FromHex("#E69F00");

    /// <summary>Guide lines.</summary>
    public static readonly Color Muted = Color.FromHex("#555555");

    /// <summary>Colours of lines of one kind, as many as can be told apart.</summary>
    public static readonly Color[] Series =
        [Dknn, Network, Clean, Strange, Color.FromHex("#CC79A7"), Color.FromHex("#56B4E9"), Color.FromHex("#882255"), Colors.Black];

    /// <summary>The first of some plain, widespread fonts that this system has; any font where it has none of them.</summary>
    public static readonly string FontName = PreferredFonts.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Sans;

    private const float TitleSize = 20;
    private const float LabelSize = 16;
    private const float TickSize = 14;
    private const float LineWidth = 2.5f;
    private const float MarkerSize = 9;
    private const double BandOpacity = 0.2;

    /// <summary>An empty plot with a title and axes.</summary>
    public static Plot NewPlot(string title, string xLabel, string yLabel)
    {
        var plot = new Plot();
        plot.Title(title, TitleSize);
        plot.Axes.Title.Label.Bold = true;
        plot.XLabel(xLabel, LabelSize);
        plot.YLabel(yLabel, LabelSize);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = TickSize;
        plot.Font.Set(FontName);
        plot.Axes.Right.MinimumSize = 24;
        plot.Axes.Top.IsVisible = plot.Axes.Right.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex("#E4E4E4");
        plot.Legend.FontSize = TickSize;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = Color.FromHex("#CCCCCC");
        return plot;
    }

    /// <summary>Sets the vertical axis to percent, with room above 100 and, for markers that stand on 0, below.</summary>
    public static void UsePercent(Plot plot, double left, double right, double lowest = 0, double highest = 105)
    {
        plot.Axes.SetLimits(left, right, lowest, highest);
        plot.Axes.Left.TickGenerator = new NumericFixedInterval(20);
    }

    /// <summary>Adds a line without markers, through many points.</summary>
    public static void AddCurve(Plot plot, string name, Color color, double[] xs, double[] ys)
    {
        var line = plot.Add.ScatterLine(xs, ys, color);
        line.LegendText = name;
        line.LineWidth = LineWidth;
    }

    /// <summary>Adds a level to compare with.</summary>
    public static void AddGuide(Plot plot, string name, double height)
    {
        var line = plot.Add.HorizontalLine(height, width: 1.5f, Muted, LinePattern.Dotted);
        line.LegendText = name;
    }

    /// <summary>Adds a pale band around a line.</summary>
    public static void AddBand(Plot plot, Color color, double[] xs, double[] ys, double[] halves)
    {
        var band = plot.Add.FillY(xs, [.. ys.Zip(halves, (y, half) => y - half)], [.. ys.Zip(halves, (y, half) => y + half)]);
        band.FillColor = color.WithAlpha(BandOpacity);
        band.LineColor = Colors.Transparent;
        band.MarkerColor = Colors.Transparent;
    }

    /// <summary>Adds a line with markers.</summary>
    public static void AddLine(Plot plot, string name, Color color, double[] xs, double[] ys, bool dashed = false)
    {
        var line = plot.Add.Scatter(xs, ys, color);
        line.LegendText = name;
        line.LineWidth = LineWidth;
        line.MarkerSize = MarkerSize;
        line.MarkerShape = dashed ? MarkerShape.OpenCircle : MarkerShape.FilledCircle;
        line.MarkerLineWidth = 2;
        line.LinePattern = dashed ? LinePattern.Dashed : LinePattern.Solid;
    }

    /// <summary>Adds bars of one colour, each with a label above it.</summary>
    public static void AddBars(
        Plot plot, string name, Color color, double width, IEnumerable<(double Position, double Value, string Label)> bars) =>
        AddBars(plot, name, color, width, bars, isLying: false);

    /// <summary>Adds bars of one colour that begin at the left, each with a label beside it.</summary>
    public static void AddLyingBars(
        Plot plot, string name, Color color, double width, IEnumerable<(double Position, double Value, string Label)> bars) =>
        AddBars(plot, name, color, width, bars, isLying: true);

    private static void AddBars(
        Plot plot, string name, Color color, double width, IEnumerable<(double Position, double Value, string Label)> bars, bool isLying)
    {
        Bar[] all = [.. bars.Select(bar => new Bar
        {
            Position = bar.Position, Value = bar.Value, Size = width, FillColor = color, LineColor = Colors.White, LineWidth = 1,
            Label = bar.Label,
        })];
        var added = plot.Add.Bars(all);
        added.Horizontal = isLying;
        added.LegendText = name;
        added.ValueLabelStyle.FontSize = TickSize;
        added.ValueLabelStyle.FontName = FontName;
    }
}
