using System.Net;
using System.Text.RegularExpressions;
using DkNN.Experiments;
using DkNN.Model;
using SkiaSharp;

namespace DkNN.Reporting.Tests;

public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder _directory = new();
    private readonly MadeUpRun _run = MadeUpRun.Make();

    private string Plots => Path.Combine(_directory.Path, RunReport.PlotsDirectory);

    private string Text => File.ReadAllText(Path.Combine(_directory.Path, RunReport.FileName));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_line_of_a_curve_passes_through_its_values()
    {
        // Both models always right: the lines lie on 100 %, and nothing of their colours is in the lower half but the legend at the left.
        EvaluationResult[] perfect = [.. _run.Results.Evaluations.Select(evaluation => evaluation with
        {
            Network = evaluation.Network with { Accuracy = 1 },
            Dknn = evaluation.Dknn with { Accuracy = 1 },
        })];
        RunReport.Write(_directory.Path, new(_run.Results with { Evaluations = perfect }));
        using SKBitmap picture = SKBitmap.Decode(Path.Combine(Plots, "accuracy.png"));
        var rowsWithLine = Enumerable.Range(0, picture.Height).Where(y => Saturation(picture.GetPixel(600, y)) > 0.5).ToArray();
        Assert.NotEmpty(rowsWithLine);
        Assert.All(rowsWithLine, y => Assert.InRange(y, 40, 80));
    }

    [Fact]
    public void Colour_images_keep_their_colours_in_the_gallery()
    {
        float[] orange = [.. Enumerable.Repeat(1f, 4), .. Enumerable.Repeat(0.6f, 4), .. Enumerable.Repeat(0f, 4)];
        var gallery = new AdversarialGallery(new ImageShape(3, 2, 2), [new GalleryRow(0, [new GalleryImage(orange, 1, 1, 1, 1, 1)])]);
        RunReport.Write(_directory.Path, new(_run.Results, gallery));
        using SKBitmap picture = SKBitmap.Decode(Path.Combine(Plots, "adversarial-examples.png"));
        Assert.Equal(new SKColor(255, 153, 0), picture.GetPixel(110 + 56, 44 + 56));
    }

    [Fact]
    public void Without_images_none_are_promised()
    {
        RunReport.Write(_directory.Path, new(_run.Results));
        Assert.DoesNotContain("Adversarial examples", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("explained", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_an_attack_or_another_data_set_has_a_report()
    {
        RunReport.Write(_directory.Path, new(_run.Results with { Evaluations = [_run.Results.Evaluations[0]], Ood = [], Indexes = [] }));
        Assert.DoesNotContain("Detecting attacked images", Text, StringComparison.Ordinal);
        Assert.Contains("| layer | clean images: lowest bin % | clean images: highest bin % |", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_in_an_option_does_not_break_the_table()
    {
        var index = new PluginSettings("exact", new Dictionary<string, string> { ["mode"] = "a|b" });
        RunReport.Write(_directory.Path, new(_run.Results with { Index = index }));
        Assert.Contains("| index | exact: mode=a\\|b |", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_every_kind_are_shown_as_they_are()
    {
        const string name = """my set [v2](x) a|b c\|d *e* _f_ ~~g~~ `h` <b>&amp;</b>""";
        string[] layers = [name, "Output"];
        RunReport.Write(_directory.Path, new(_run.Results with
        {
            Evaluations = [_run.Results.Evaluations[0]],
            Dataset = name,
            Architecture = name,
            Layers = layers,
            Index = new PluginSettings(name, new Dictionary<string, string>()),
            Indexes = [_run.Results.Indexes[0] with { Layer = name, Index = name, Why = name, Effort = new EffortResult(name, 5) }],
            Attack = new PluginSettings(name, new Dictionary<string, string>()),
            Ood = [_run.Results.Ood[0] with { Dataset = name }],
            Plugins = [new("attack", name, name)],
        }));
        string page = WebUtility.HtmlDecode(File.ReadAllText(Path.Combine(_directory.Path, RunReport.HtmlName)));
        Assert.Contains($">DkNN on {name}: {name}, {name} index, {name} attack</h1>", page, StringComparison.Ordinal);
        Assert.Contains($">Images of another kind: {name}</h2>", page, StringComparison.Ordinal);
        Assert.Contains($"<p>{name}: {name}, because {name}.</p>", page, StringComparison.Ordinal);
        string[] cells = [name, $"{name}, Output", $"{name} 5.0", $"{name} {name}"];
        Assert.All(cells, cell => Assert.Matches($"<td[^>]*>{Regex.Escape(cell)}</td>", page));
    }

    [Fact]
    public void Results_without_an_evaluation_and_a_gallery_without_images_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RunReport.Write(_directory.Path, new(_run.Results with { Evaluations = [] })));
        Assert.Throws<ArgumentException>(() => RunReport.Write(_directory.Path, new(_run.Results, _run.Gallery with { Rows = [] })));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 8)]
    public void Images_that_cannot_be_shown_are_refused(int channels, int values)
    {
        var gallery = new AdversarialGallery(
            new ImageShape(channels, 2, 2), [new GalleryRow(0, [new GalleryImage(new float[values], 1, 1, 1, 1, 1)])]);
        Assert.Throws<ArgumentException>(() => RunReport.Write(_directory.Path, new(_run.Results, gallery)));
    }

    private static double Saturation(SKColor color)
    {
        color.ToHsv(out _, out float saturation, out _);
        return saturation / 100;
    }
}
