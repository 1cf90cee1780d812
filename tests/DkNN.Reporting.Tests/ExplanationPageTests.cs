using System.Text.RegularExpressions;
using System.Xml.Linq;
using DkNN.Experiments;
using SkiaSharp;

namespace DkNN.Reporting.Tests;

public sealed partial class ExplanationPageTests : IDisposable
{
    private const string Doubt = "looks like a 7, but its neighbours disagree from Conv2 on: do not trust it";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_text_is_as_accepted()
    {
        Write("scans/seven.png", MadeUpExplanations.Image(7, 2, 0.03, Doubt), label => $"{label}", "resized from 640x480 to 28x28");
        Snapshot.Match(File.ReadAllText(_folder["explanation.md"]), "explanation.md");
        using SKBitmap picture = SKBitmap.Decode(_folder["explanation.png"]);
        XElement svg = XElement.Load(_folder["explanation.svg"]);
        Assert.Equal(($"{picture.Width}", $"{picture.Height}"), (svg.Attribute("width")?.Value, svg.Attribute("height")?.Value));
    }

    [Fact]
    public void The_page_needs_no_other_file_and_shows_what_people_wrote_as_it_is()
    {
        const string name = "<script>alert(1)</script> *a* [b](c) `d` e|f &amp; g_h_i.png";
        Write(name, MadeUpExplanations.Image(7, 2, 0.03, Doubt), label => $"<b>{label}|</b>");
        string html = File.ReadAllText(_folder["explanation.html"]);
        string source = Assert.Single(Picture().Matches(html)).Groups["source"].Value;
        Assert.Equal(
            File.ReadAllBytes(_folder["explanation.png"]), Convert.FromBase64String(source["data:image/png;base64,".Length..]));
        Assert.Contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt; *a* [b](c) `d` e|f &amp;amp; g_h_i.png</h1>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;2|&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<em>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strip_shows_the_training_images_and_frames_those_of_another_class()
    {
        Write("seven", MadeUpExplanations.Image(7, 2, 0.03, Doubt), label => $"{label}");
        using SKBitmap doubted = SKBitmap.Decode(_folder["explanation.png"]);
        Write("seven", MadeUpExplanations.Image(7, 7, 0.9, "7, credible"), label => $"{label}");
        using SKBitmap credible = SKBitmap.Decode(_folder["explanation.png"]);
        Assert.Equal(0, Frames(credible));
        Assert.True(Frames(doubted) > 0);
    }

    [Fact]
    public void Many_classes_and_no_pictures_of_neighbours_have_a_page_too()
    {
        var few = MadeUpExplanations.Image(7, 2, 0.03, Doubt);
        var prediction = few.Explanation.Prediction;
        var many = few with
        {
            NeighborPixels = [],
            Explanation = few.Explanation with
            {
                Prediction = prediction with
                {
                    PValues = [.. prediction.PValues, .. new double[990]], Alpha = [.. prediction.Alpha, .. new int[990]],
                },
            },
        };
        Write("seven", many, label => $"a class of a name that is much longer than there is room for: {label}");
        using SKBitmap picture = SKBitmap.Decode(_folder["explanation.png"]);
        Assert.InRange(picture.Height, 400, 1200);
    }

    /// <summary>Pixels of the colour of doubt to the right of the layers' names, below the p-values.</summary>
    private static int Frames(SKBitmap picture)
    {
        int count = 0;
        for (int y = 400; y < picture.Height; y++)
        {
            for (int x = 232; x < picture.Width; x++)
            {
                if (picture.GetPixel(x, y) == SKColor.Parse("#D55E00")) count++;
            }
        }
        return count;
    }

    private void Write(string name, ExplainedImage image, Func<int, string> className, params string[] notes) =>
        ExplanationPage.Write(_folder.Path, name, image, className, [.. notes]);

    [GeneratedRegex("<img src=\"(?<source>[^\"]+)\"")]
    private static partial Regex Picture();
}
