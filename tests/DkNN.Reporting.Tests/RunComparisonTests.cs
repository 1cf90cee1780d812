using DkNN.Experiments;

namespace DkNN.Reporting.Tests;

public sealed class RunComparisonTests
{
    private static readonly RunResults Whole = MadeUpRun.Make().Results;

    // Another attack, other budgets and layers, no strangers, and a file from before settings were kept.
    private static readonly RunResults Other = Whole with
    {
        Dataset = "my_digits",
        Seed = 8,
        Asked = null,
        Evaluations = [.. Whole.Evaluations.Take(3).Select(evaluation => evaluation with { Epsilon = evaluation.Epsilon * 2 })],
        Indexes = [.. Whole.Indexes.Take(2)],
        Ood = [],
    };

    [Fact]
    public void The_page_is_as_accepted()
    {
        using var directory = new TemporaryFolder();
        ComparisonReport.Write(directory.Path, [new("first", Whole), new("second_[2]", Other)]);
        string text = File.ReadAllText(directory[ComparisonReport.FileName]);
        Snapshot.Match(text, "compare.md");
        Assert.All(
            new[] { "compare-accuracy", "compare-confidence" },
            name => Assert.True(File.Exists(directory["plots", $"{name}.png"]) && text.Contains($"(plots/{name}.png)", StringComparison.Ordinal), name));
        Assert.Contains("data:image/png;base64,", File.ReadAllText(directory[ComparisonReport.HtmlName]), StringComparison.Ordinal);
    }

    [Fact]
    public void Budgets_layers_and_strangers_of_all_runs_stand_once_with_gaps()
    {
        var comparison = RunComparison.Of([new("first", Whole), new("second", Other)]);
        var accuracy = comparison.Tables.First(table => table.Kind == "ε");
        Assert.Equal(["0", "0.05", "0.1", "0.15", "0.2"], accuracy.Rows.Select(row => row.Name));
        Assert.Equal([false, true, false, true, false], accuracy.Rows.Select(row => row.Values[1] is null));
        Assert.Equal([false, false, false, false, true], accuracy.Rows.Select(row => row.Values[0] is null));
        Assert.Equal(4, comparison.Tables.First(table => table.Kind == "layer").Rows.Length);
        Assert.Null(Assert.Single(comparison.Tables.First(table => table.Kind == "data set").Rows).Values[1]);
    }

    [Fact]
    public void Equal_runs_differ_in_no_setting() =>
        Assert.Empty(RunComparison.Of([new("first", Whole), new("second", Whole)]).Settings);
}
