using System.Text.Json;
using DkNN.Experiments;

namespace DkNN.EndToEnd.Tests;

[Collection(nameof(GlyphRuns))]
public sealed class CompareTests(GlyphRun run)
{
    private const string Older = "older-with-a-name-that-is-long";

    [Fact]
    public void Runs_are_shown_side_by_side_with_what_differs_first()
    {
        var results = ResultsFile.Read(ResultsFile.Require(run.Folder));
        Directory.CreateDirectory(run[Older]);
        ResultsFile.Write(run[Older, ResultsFile.FileName], results with { Neighbors = 75, Asked = null, Ood = [] });
        var (code, output, error) = Dknn.Run("compare", run.Folder, run[Older] + Path.DirectorySeparatorChar, "--out", run["compared"]);
        Assert.True(code == 0, error);
        Assert.StartsWith($"run 1: run\nrun 2: {Older}\n\nWhat differs in the settings\n", output, StringComparison.Ordinal);
        string[] lines = [.. output.Split('\n').Select(line => string.Concat(line.Where(letter => letter != ' ')))];
        Assert.Contains("│neighboursperlayer│20│75│", lines);
        Assert.Contains("│epochs│1│–│", lines);
        Assert.Contains(lines, line => line.StartsWith("│glyph-letters│0.", StringComparison.Ordinal) && line.EndsWith("│–│", StringComparison.Ordinal));
        Assert.Contains($"{run["compared", "compare.html"]}\n", error, StringComparison.Ordinal);
        Assert.True(File.Exists(run["compared", "plots", "compare-accuracy.png"]));
        string page = File.ReadAllText(run["compared", "compare.md"]);
        Assert.Contains($"| run 2 | {Older} | ", page, StringComparison.Ordinal);
        Assert.Contains("| setting | run 1 | run 2 |", page, StringComparison.Ordinal);

        // Over its own of before, yes; into a run or other people's folders, no.
        Assert.Equal(0, Dknn.Run("compare", run.Folder, run[Older], "--out", run["compared"]).Code);
        (code, _, error) = Dknn.Run("compare", run.Folder, run[Older], "--out", run[Older]);
        Assert.Equal(
            (2, $"dknn: --out: '{run[Older]}' holds other files than those of a comparison, such as 'results.json'; name a new or empty directory.\n"),
            (code, error));
        Assert.False(File.Exists(run[Older, "compare.md"]));

        (_, output, _) = Dknn.Run("compare", run.Folder, run[Older], "--json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(["run", Older], json.RootElement.GetProperty("runs").EnumerateArray().Select(name => name.GetString()));
        var accuracy = json.RootElement.GetProperty("tables").EnumerateArray()
            .First(table => table.GetProperty("title").GetString()!.StartsWith("Accuracy of DkNN", StringComparison.Ordinal));
        Assert.Equal(
            results.Evaluations.Select(evaluation => evaluation.Dknn.Accuracy),
            accuracy.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("values")[1].GetDouble()));
    }

    [Theory]
    [InlineData("one run alone", "{run}")]
    [InlineData("is given twice", "{run}", "{run}/")]
    [InlineData("holds no run", "{run}", "{run}/model")]
    public void What_cannot_be_compared_is_a_line_with_its_mend(string words, params string[] runs)
    {
        var (code, _, error) = Dknn.Run(runs.Select(name => name.Replace("{run}", run.Folder, StringComparison.Ordinal)).Prepend("compare"));
        Assert.Equal(2, code);
        Assert.Contains(words, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
