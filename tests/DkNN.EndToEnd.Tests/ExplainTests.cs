using System.Text.Json;
using DkNN.Data;
using DkNN.Experiments;

namespace DkNN.EndToEnd.Tests;

[Collection(nameof(GlyphRuns))]
public sealed class ExplainTests(GlyphRun run)
{
    [Fact]
    public void A_copied_run_rebuilds_its_report_from_its_directory_alone()
    {
        CopyRun(run["moved"]);
        string[] names = ["report.md", "report.html", .. Directory.GetFiles(run["moved", "plots"]).Select(file => $"plots/{Path.GetFileName(file)}")];
        string[] drawn = ["plots/explanation-most-credible.png", "plots/explanation-least-credible.svg", "plots/explanation-fooled.png"];
        Assert.Subset(names.ToHashSet(), drawn.ToHashSet());
        var before = names.ToDictionary(name => name, name => File.ReadAllBytes(run["moved", name]));
        foreach (string name in names) File.Delete(run["moved", name]);
        var report = Dknn.Run("report", run["moved"]);
        Assert.Equal((0, ""), (report.Code, report.Error));
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(run["moved", file.Key])));
        Assert.Equal(before.Count - 2, Directory.GetFiles(run["moved", "plots"]).Length);

        // The fooled image is what it says that it is.
        var rows = PredictionsFile.Read(run["moved", "predictions.csv"]);
        var fooled = ExplanationsFile.Read(run["moved"])!.Images.Single(image => image.Kind == RunExplanation.Fooled);
        var (clean, attacked) = (rows.Single(row => row.Id == fooled.Id && row.Epsilon == 0), rows.Single(row => row.Id == fooled.Id && row.Epsilon > 0));
        Assert.True(clean.NetworkIsCorrect && !attacked.NetworkIsCorrect);
        Assert.Equal(attacked.NetworkPrediction, fooled.Image.Explanation.Prediction.NetworkLabel);
        Assert.Equal(attacked.Credibility, fooled.Image.Explanation.Prediction.Credibility);
        Assert.Equal(attacked.PValues, fooled.Image.Explanation.Prediction.PValues);

        string said = run["moved", ExplanationsFile.FileName];
        File.WriteAllText(said, File.ReadAllText(said).Replace("\"label\": ", "\"label\": 1", StringComparison.Ordinal));
        report = Dknn.Run("report", run["moved"]);
        Assert.Equal((1, $"dknn: '{said}' contradicts itself; repeat the run to write it anew.\n"), (report.Code, report.Error));
    }

    [Fact]
    public void Images_are_explained_in_a_directory_each_with_the_verdict_of_classify_and_what_shows_nothing_is_refused()
    {
        var digits = run.Data.Test;
        Directory.CreateDirectory(run["images"]);
        var random = new Random(1);
        byte[] noise = new byte[28 * 28], black = new byte[28 * 28], paper = [.. digits.Pixels(3).ToArray().Select(pixel => (byte)(255 - pixel))];
        random.NextBytes(noise);
        foreach (var (name, pixels) in new[] { ("digit", digits.Pixels(0).ToArray()), ("noise", noise), ("black", black), ("paper", paper) })
        {
            PictureWriter.WritePng(run["images", $"{name}.png"], digits.Shape, pixels);
        }
        File.WriteAllText(run["images", "words.txt"], "no picture");

        var (code, output, error) = Dknn.RunIn(run["images"], "explain", run["images"], run["images", "words.txt"], "--model", run.Folder);
        Directory.Move(run["images", "explained"], run["why"]);
        Assert.Equal(1, code);
        string[] refused = [.. error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
        Assert.Collection(
            refused,
            line => Assert.Contains("black.png: The picture is blank", line, StringComparison.Ordinal),
            line => Assert.Contains("words.txt: This is no picture", line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        Assert.Equal(["digit", "noise", "paper"], Directory.GetDirectories(run["why"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["explanation.html", "explanation.md", "explanation.png", "explanation.svg"],
            Directory.GetFiles(run["why", "digit"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] answers = [.. Dknn.Run("classify", "--json", "--model", run.Folder, run["images"]).Output.TrimEnd().Split('\n')];
        Assert.Equal(3, answers.Length);
        foreach (string answer in answers)
        {
            using var json = JsonDocument.Parse(answer);
            string image = json.RootElement.GetProperty("image").GetString()!, verdict = json.RootElement.GetProperty("verdict").GetString()!;
            Assert.Contains($"{image}: {verdict}\n", output, StringComparison.Ordinal);
            string page = File.ReadAllText(run["why", Path.GetFileNameWithoutExtension(image), "explanation.md"]);
            Assert.Contains($"**{char.ToUpperInvariant(verdict[0])}{verdict[1..]}.**", page, StringComparison.Ordinal);
        }
    }

    /// <summary>The files that a report is made of, and those that are to be the same.</summary>
    private void CopyRun(string target)
    {
        foreach (string file in Directory.GetFiles(run.Folder).Concat(Directory.GetFiles(Path.Combine(run.Folder, "plots"))))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(run.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
