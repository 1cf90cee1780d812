using System.Globalization;
using DkNN.Core;

namespace DkNN.Experiments.Tests.Pipeline;

[Collection(SmallExperimentGroup.Name)]
public sealed class ScoreTests(SmallExperiment small) : IDisposable
{
    private readonly TemporaryFolder _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Softmax_and_credibility_are_those_of_the_predictions()
    {
        var (_, directory) = small.Whole(small.FewPath);
        var rows = PredictionsFile.Read(Path.Combine(directory, PredictionsFile.FileName));
        var table = Table(directory);
        Assert.Equal(rows.Select(row => row.Id), table.Select(row => int.Parse(row["id"], CultureInfo.InvariantCulture)));
        Assert.Equal(rows.Select(row => row.NetworkConfidence), Column(table, "softmax"));
        Assert.Equal(rows.Select(row => row.Credibility), Column(table, "credibility"));
    }

    [Fact]
    public void Every_number_of_a_score_follows_from_the_tables()
    {
        var (outcome, directory) = small.Whole(small.FewPath);
        var rows = PredictionsFile.Read(Path.Combine(directory, PredictionsFile.FileName));
        var table = Table(directory);
        foreach (var evaluation in outcome.Results.Evaluations)
        {
            var again = ScoreSummary.Attacked(Of(evaluation.Epsilon), Columns(evaluation.Epsilon), Of(0), Columns(0));
            Assert.Equal(outcome.Results.Scores.Count, again.Count);
            Assert.Equivalent(evaluation.Scores, again, strict: true);
        }
        // The two that were there before there were scores.
        var strongest = outcome.Results.Evaluations[^1];
        Assert.Equal(strongest.Detection, strongest.Scores.Single(score => score.Name == "credibility").Detection);
        Assert.Equal(strongest.DetectionSoftmax, strongest.Scores.Single(score => score.Name == "softmax").Detection);

        PredictionRow[] Of(double epsilon) => [.. rows.Where(row => row.Epsilon == epsilon)];

        ScoreColumn[] Columns(double epsilon) =>
        [
            .. outcome.Results.Scores.Select(score => new ScoreColumn(
                score.Name,
                Enum.Parse<Predictor>(score.Judges, ignoreCase: true),
                [.. Column([.. table.Where(row => double.Parse(row["epsilon"], CultureInfo.InvariantCulture) == epsilon)], score.Name)])),
        ];
    }

    [Fact]
    public void Other_p_values_and_other_scores_ask_for_no_search()
    {
        var options = small.OptionsFor(small.FewPath);
        small.Whole(small.FewPath);
        var results = small.Run(
            options with
            {
                Conventions = Conventions.Thesis with { PValue = PValueRule.Smoothed },
                Scores = [new PluginChoice("credibility", ""), new PluginChoice("gen", "gamma=0.5,top=3")],
            },
            small.WholeCache,
            _directory["other"]).Results;
        string[] made = [.. results.Stages.Where(stage => !stage.Cached).Select(stage => stage.Name)];
        Assert.DoesNotContain(made, name => name.StartsWith("observe", StringComparison.Ordinal));
        Assert.DoesNotContain("calibrate", made);
        Assert.Contains("fit scores", made);
        Assert.Contains("evaluate 0", made);
        Assert.Contains("score 0", made);
        Assert.Equal(["credibility", "gen:gamma=0.5,top=3"], results.Scores.Select(score => score.Name));
        Assert.Equal(["id", "epsilon", "credibility", "gen:gamma=0.5,top=3"], Table(_directory["other"])[0].Keys);
    }

    [Fact]
    public void A_run_without_scores_says_nothing_of_them()
    {
        var options = small.OptionsFor(small.FewPath) with { Scores = [], Epsilons = [] };
        var results = small.Run(options, small.Trained(small.FewPath, _directory["cache"]), _directory["run"]).Results;
        Assert.Empty(results.Scores);
        Assert.Empty(results.Evaluations[0].Scores);
        Assert.False(File.Exists(Path.Combine(_directory["run"], ScoresFile.FileName)));
        Assert.DoesNotContain(results.Plugins, plugin => plugin.Kind == "score");
    }

    [Fact]
    public void A_score_given_twice_is_refused_but_not_with_other_options()
    {
        var options = small.OptionsFor(small.FewPath);
        var twice = Assert.Throws<ExperimentException>(
            () => small.Plan(options with { Scores = [new PluginChoice("gen", ""), new PluginChoice("gen", "gamma=0.1")] }));
        Assert.Equal("--score: 'gen' is given twice; keep one.", twice.Message);
        var plan = small.Plan(options with { Scores = [new PluginChoice("gen", ""), new PluginChoice("gen", "gamma=0.2")] });
        Assert.Equal(["gen", "gen:gamma=0.2"], plan.Scores.Select(score => score.Label));
    }

    private static double[] Column(IReadOnlyList<Dictionary<string, string>> table, string name) =>
        [.. table.Select(row => double.Parse(row[name], CultureInfo.InvariantCulture))];

    /// <summary>The rows of scores.csv; a name in quotes may hold commas.</summary>
    private static Dictionary<string, string>[] Table(string directory)
    {
        string[] lines = File.ReadAllLines(Path.Combine(directory, ScoresFile.FileName));
        string[] header = Fields(lines[0]);
        return [.. lines.Skip(1).Select(line => header.Zip(Fields(line)).ToDictionary(field => field.First, field => field.Second))];
    }

    private static string[] Fields(string line) =>
        [.. line.Split('"').SelectMany((part, place) => place % 2 == 1 ? [part] : part.Trim(',') is { Length: > 0 } plain ? plain.Split(',') : [])];
}
