using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;

namespace DkNN.Reporting.Tests;

public sealed partial class DrawnReportTests(DrawnReport report) : IClassFixture<DrawnReport>
{
    [Fact]
    public void The_text_is_as_accepted()
    {
        Snapshot.Match(report.Text, "report.md");
    }

    [Fact]
    public void Every_picture_is_in_the_report_and_every_link_leads_to_a_picture()
    {
        string[] linked = [.. PictureLink().Matches(report.Text).Select(match => match.Groups["file"].Value).Order(StringComparer.Ordinal)];
        string[] drawn = [.. Directory.GetFiles(report.Plots, "*.png")
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(drawn, linked);
        Assert.Equal(
            drawn.Select(name => Path.ChangeExtension(name, ".svg")),
            Directory.GetFiles(report.Plots, "*.svg").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Contains("reliability-0.05.png", drawn);
    }

    [Fact]
    public void The_html_page_holds_all_of_the_report_and_every_picture()
    {
        string[] sources = [.. PictureSource().Matches(report.Html).Select(match => match.Groups["source"].Value)];
        Assert.Equal(PictureLink().Count(report.Text), sources.Length);
        Assert.All(sources, source => Assert.StartsWith("data:image/png;base64,", source, StringComparison.Ordinal));
        foreach (string line in report.Text.Split('\n').Where(line => line.StartsWith('#')))
        {
            Assert.Contains($">{line.TrimStart('#', ' ')}</h", report.Html, StringComparison.Ordinal);
        }
        Assert.Contains("<table>", report.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accuracy", 900, 600, 1, 1)]
    [InlineData("confidence", 900, 600, 1, 1)]
    [InlineData("selective-accuracy", 900, 600, 1, 1)]
    [InlineData("reliability-0", 1280, 460, 2, 1)]
    [InlineData("reliability-0.15", 1280, 460, 2, 1)]
    [InlineData("ood-fashion-mnist", 1280, 460, 2, 1)]
    [InlineData("neighbor-correctness", 1280, 840, 2, 2)]
    [InlineData("adversarial-examples", 1118, 716, 8, 4)]
    [InlineData("explanation-fooled", 1060, 818, 2, 2)]
    public void Each_picture_has_its_size_and_something_in_every_panel(string name, int width, int height, int columns, int rows)
    {
        using SKBitmap picture = SKBitmap.Decode(Path.Combine(report.Plots, $"{name}.png"));
        Assert.Equal((width, height), (picture.Width, picture.Height));
        for (int panel = 0; panel < columns * rows; panel++)
        {
            var place = SKRectI.Create(panel % columns * width / columns, panel / columns * height / rows, width / columns, height / rows);
            Assert.InRange(ShareOfInk(picture, place), 0.005, 0.9);
        }

        XElement svg = XElement.Load(Path.Combine(report.Plots, $"{name}.svg"));
        Assert.Equal(("svg", $"{width}", $"{height}"), (svg.Name.LocalName, svg.Attribute("width")?.Value, svg.Attribute("height")?.Value));
    }

    private static double ShareOfInk(SKBitmap picture, SKRectI place)
    {
        int ink = 0;
        for (int y = place.Top; y < place.Bottom; y++)
        {
            for (int x = place.Left; x < place.Right; x++)
            {
                if (picture.GetPixel(x, y) != SKColors.White) ink++;
            }
        }
        return ink / (double)(place.Width * place.Height);
    }

    [GeneratedRegex(@"!\[[^\]]+\]\(plots/(?<file>[^)]+)\)")]
    private static partial Regex PictureLink();

    [GeneratedRegex("<img src=\"(?<source>[^\"]+)\"")]
    private static partial Regex PictureSource();
}
