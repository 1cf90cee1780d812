using System.Text.RegularExpressions;
using DkNN.Data;
using DkNN.Experiments;

namespace DkNN.EndToEnd.Tests;

/// <summary>What a run leaves is enough: for its report, and to explain images that nobody drew for it.</summary>
public sealed partial class ExplainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_moved_run_without_its_cache_rebuilds_its_report_and_explains_what_is_given()
    {
        var digits = GlyphSet.Create(train: 1_200, test: 450);
        IdxDirectory.Write(new DataSet("slice", digits.Train, digits.Test), _folder["slice"], compress: true);
        var run = Dknn.Run(
            "run", "--dataset", _folder["slice"], "--cache", _folder["cache"], "--out", _folder["run"], "--epochs", "1",
            "--neighbors", "15", "--calibration", "200", "--epsilons", "0.3");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Directory.Move(_folder["run"], _folder["moved"]);
        Directory.Delete(_folder["cache"], recursive: true);

        RequireReportRebuilt();
        RequireExplanations(digits.Test);
    }

    private void RequireReportRebuilt()
    {
        string[] names = ["report.md", "report.html", .. Directory.GetFiles(_folder["moved", "plots"]).Select(file => $"plots/{Path.GetFileName(file)}")];
        string[] drawn = ["plots/explanation-most-credible.png", "plots/explanation-least-credible.svg", "plots/explanation-fooled.png"];
        Assert.Subset(names.ToHashSet(), drawn.ToHashSet());
        var before = names.ToDictionary(name => name, name => File.ReadAllBytes(_folder["moved", name]));
        foreach (string name in names) File.Delete(_folder["moved", name]);
        var report = Dknn.Run("report", _folder["moved"]);
        Assert.Equal((0, ""), (report.Code, report.Error));
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(_folder["moved", file.Key])));
        Assert.Equal(before.Count - 2, Directory.GetFiles(_folder["moved", "plots"]).Length);

        // The fooled image is what it says that it is.
        var rows = PredictionsFile.Read(_folder["moved", "predictions.csv"]);
        var fooled = ExplanationsFile.Read(_folder["moved"])!.Images.Single(image => image.Kind == RunExplanation.Fooled);
        var (clean, attacked) = (rows.Single(row => row.Id == fooled.Id && row.Epsilon == 0), rows.Single(row => row.Id == fooled.Id && row.Epsilon > 0));
        Assert.True(clean.NetworkIsCorrect && !attacked.NetworkIsCorrect);
        Assert.Equal(attacked.NetworkPrediction, fooled.Image.Explanation.Prediction.NetworkLabel);
        Assert.Equal(attacked.Credibility, fooled.Image.Explanation.Prediction.Credibility);
        Assert.Equal(attacked.PValues, fooled.Image.Explanation.Prediction.PValues);
    }

    private void RequireExplanations(ImageSet digits)
    {
        Directory.CreateDirectory(_folder["images"]);
        var random = new Random(1);
        byte[] noise = new byte[28 * 28], black = new byte[28 * 28], paper = [.. digits.Pixels(3).ToArray().Select(pixel => (byte)(255 - pixel))];
        random.NextBytes(noise);
        foreach (var (name, pixels) in new[] { ("digit", digits.Pixels(0).ToArray()), ("noise", noise), ("black", black), ("paper", paper) })
        {
            PictureWriter.WritePng(_folder["images", $"{name}.png"], new PictureShape(1, 28, 28), pixels);
        }
        File.WriteAllText(_folder["images", "words.txt"], "no picture");

        var (code, output, error) = Dknn.Run(
            "explain", _folder["images"], _folder["images", "words.txt"], "--model", _folder["moved"], "--out", _folder["why"]);
        Assert.Equal(1, code);
        string[] refused = [.. error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
        Assert.Collection(
            refused,
            line => Assert.Contains("black.png: All of the picture is of one colour", line, StringComparison.Ordinal),
            line => Assert.Contains("words.txt: This is no picture", line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        Assert.Equal(["digit", "noise", "paper"], Directory.GetDirectories(_folder["why"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["explanation.html", "explanation.md", "explanation.png", "explanation.svg"],
            Directory.GetFiles(_folder["why", "digit"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (string stranger in new[] { "noise", "paper" })
        {
            Assert.Matches(Doubted(), File.ReadAllText(_folder["why", stranger, "explanation.md"]));
        }
    }

    [GeneratedRegex(@"^\*\*Looks like an? .*: do not trust it\.\*\*$", RegexOptions.Multiline)]
    private static partial Regex Doubted();
}
