using DkNN.Experiments;

namespace DkNN.EndToEnd.Tests;

public sealed class SeedsTests(WholeRun whole) : IClassFixture<WholeRun>
{
    private readonly TemporaryFolder _folder = whole.Folder;

    [Fact]
    public void Seeds_give_a_run_each_and_means_and_deviations_over_all()
    {
        // One network, so that only the splits differ.
        string[] arguments = [.. whole.Arguments("whole-cache", "seeds"), "--training-seed", "0", "--no-model", "--limit", "60"];
        var (code, output, error) = Dknn.Run([.. arguments, "--seeds", "2"]);
        Assert.True(code == 0, error);
        Assert.Contains("\nMeans over 2 seeds, ± their standard deviation.\n", output, StringComparison.Ordinal);
        RunResults[] runs = [.. Enumerable.Range(0, 2).Select(seed => Results($"seed-{seed}", ResultsFile.FileName))];
        Assert.Equal(2, runs.Select(run => run.Fingerprints!.Calibration).Distinct().Count());
        var (mean, deviation) = (Results(ResultsFile.FileName), Results(ResultsFile.DeviationName));
        Assert.Equal([0, 1], mean.SeedRuns);
        double[] credibilities = [.. runs.Select(run => run.Evaluations[1].Dknn.MeanCredibility)];
        Assert.Equal(credibilities.Average(), mean.Evaluations[1].Dknn.MeanCredibility, 1e-12);
        Assert.Equal(
            Math.Sqrt(credibilities.Sum(one => Math.Pow(one - credibilities.Average(), 2))), deviation.Evaluations[1].Dknn.MeanCredibility, 1e-12);
        Assert.Equal((0.2, 60), (deviation.Evaluations[1].Epsilon, deviation.Evaluations[1].Count));
        Assert.Contains(" ± ", File.ReadAllText(_folder["seeds", "report.md"]), StringComparison.Ordinal);

        // The report can be made again from the folder.
        File.Delete(_folder["seeds", "report.md"]);
        Assert.Equal(0, Dknn.Run("report", _folder["seeds"]).Code);
        Assert.Contains(" ± ", File.ReadAllText(_folder["seeds", "report.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Declared_experiments_are_reproduced_with_published_figures_beside_ours()
    {
        string[] names = ["baseline-lsh-thesis"];
        var (code, output, error) = Dknn.Run(
            ["reproduce", .. names, "--quick", "--limit", "20", "--cache", _folder["reproduced-cache"], "--out", _folder["reproduced"]]);
        Assert.True(code == 0, error);
        Assert.Contains(_folder["reproduced", "reproduction.html"], output, StringComparison.Ordinal);
        string report = File.ReadAllText(_folder["reproduced", "reproduction.md"]);
        Assert.Contains("its figures mean nothing", report, StringComparison.Ordinal);
        Assert.Contains("| DkNN with LSH, ε = 0.15 | 50.00 | ", report, StringComparison.Ordinal);
        Assert.All(names, name => Assert.True(File.Exists(_folder["reproduced", name, "report.md"])));
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(_folder["reproduced", "reproduction.json"]));
        Assert.Equal(2, json.RootElement.GetProperty("findings").GetArrayLength());
        Assert.Equal(0, Dknn.Run("experiments", "list").Code);
        var (wrong, _, told) = Dknn.Run("reproduce", "baseline-lhs-thesis", "--out", _folder["none"]);
        Assert.Equal(2, wrong);
        Assert.Contains("baseline-lsh-thesis", told, StringComparison.Ordinal);
    }

    private RunResults Results(params string[] path) => ResultsFile.Read(_folder[["seeds", .. path]]);
}
