using DkNN.Model;
using DkNN.Torch;
using System.Globalization;
using System.Text;

namespace DkNN.Experiments.Tests.Pipeline;

[Collection(SmallExperimentGroup.Name)]
public sealed class ExperimentTests(SmallExperiment small) : IDisposable
{
    private readonly TemporaryFolder _directory = new();

    private string Cache => Path.Combine(_directory.Path, "cache");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_small_run_gives_the_results_it_gave_before()
    {
        var outcome = small.Run(
            small.OptionsFor(small.GlyphsPath) with { OutOfDistribution = "glyphs", Limit = 60 }, Cache, In("run"));
        Snapshot.Match(Summary(outcome.Results), "small-run");
    }

    [Fact]
    public void The_network_learns_DkNN_agrees_and_credibility_falls_as_the_attack_grows()
    {
        var results = small.Whole(small.RealPath).Outcome.Results;
        var clean = results.Evaluations[0];
        Assert.Equal(250, clean.Count);
        Assert.True(clean.Network.Accuracy > 0.8, $"network {clean.Network.Accuracy}");
        Assert.InRange(clean.Dknn.Accuracy, clean.Network.Accuracy - 0.08, 1);
        Assert.True(results.Evaluations[1].Dknn.MeanCredibility < clean.Dknn.MeanCredibility);
        Assert.True(results.Evaluations[2].Network.Accuracy < clean.Network.Accuracy);
        Assert.All(results.Evaluations.Skip(1), evaluation => Assert.True(evaluation.Perturbation.LinfMax <= evaluation.Epsilon));
        Assert.All(results.Indexes, index => Assert.Equal(1, index.RecallAtK));
        Assert.All(results.Indexes, index => Assert.Equal(
            [0, results.Evaluations.Max(evaluation => evaluation.Epsilon)], index.Recalls.Select(recall => recall.Epsilon)));
        Assert.All(results.Indexes.SelectMany(index => index.Recalls), recall => Assert.Equal(1, recall.RecallAtK));
    }

    [Fact]
    public void Every_number_follows_from_the_rows_of_predictions()
    {
        var (outcome, directory) = small.Whole(small.RealPath);
        var rows = PredictionsFile.Read(Path.Combine(directory, PredictionsFile.FileName));
        var clean = rows.Where(row => row.Epsilon == 0).ToArray();
        var saved = ResultsFile.Read(Path.Combine(directory, ResultsFile.FileName));
        foreach (var evaluation in saved.Evaluations)
        {
            var again = PredictionSummary.Evaluation(
                [.. rows.Where(row => row.Epsilon == evaluation.Epsilon)],
                clean,
                new EvaluationMeasurements(evaluation.Dknn.MissingNeighbors, evaluation.Perturbation, evaluation.NeighborCorrectness));
            Assert.Equal(evaluation.Network.Accuracy, again.Network.Accuracy);
            Assert.Equal(evaluation.Dknn.Accuracy, again.Dknn.Accuracy);
            Assert.Equal(evaluation.Dknn.MeanCredibility, again.Dknn.MeanCredibility);
            Assert.Equal(evaluation.Dknn.Reliability, again.Dknn.Reliability);
            Assert.Equal(evaluation.Network.Reliability, again.Network.Reliability);
            Assert.Equal(evaluation.Detection, again.Detection);
        }
        Assert.Equal(3, saved.Evaluations.Count);
        Assert.Equal(outcome.Results.PeakMemoryBytes, saved.PeakMemoryBytes);
    }

    [Fact]
    public void An_attack_of_a_wider_range_moves_images_further_and_its_label_is_of_the_network()
    {
        var options = small.OptionsFor(small.RealPath) with { Epsilons = [0.1] };
        var usual = small.Whole(small.RealPath).Outcome.Results;
        var wide = small.Run(
            options with { PixelRange = new PixelRange(-1, 1), AttackLabel = AttackLabel.Own }, small.WholeCache, In("wide")).Results;
        Assert.Equal(("own", "-1,1"), (wide.Asked!.AttackLabel, wide.Asked.PixelRange));
        Assert.Equal(("true", "0,1"), (usual.Asked!.AttackLabel, usual.Asked.PixelRange));
        var (inside, outside) = (usual.Evaluations.Single(evaluation => evaluation.Epsilon == 0.1), wide.Evaluations[1]);
        // Digits are black and white: clipped to [0, 1], half of what an attack does is undone.
        Assert.True(outside.Perturbation.L2Mean > inside.Perturbation.L2Mean * 1.2);
        // Of accuracy as a whole no such thing holds: what the network reads wrongly, an attack that leaves its own answer may bring back.
        Assert.True(outside.Perturbation.SuccessRate > inside.Perturbation.SuccessRate);
        Assert.Equal(usual.Evaluations[0].Network.Accuracy, wide.Evaluations[0].Network.Accuracy);
    }

    [Fact]
    public void A_second_run_finds_every_artefact_and_gives_the_same_files()
    {
        string first = small.Whole(small.FewPath).Directory;
        var second = small.Run(small.OptionsFor(small.FewPath), small.WholeCache, In("second")).Results;
        Assert.All(second.Stages, stage => Assert.True(stage.Cached, stage.Name));
        AssertSameFiles(first, In("second"));
    }

    [Fact]
    public void A_longer_training_goes_on_from_a_shorter_one()
    {
        var options = small.OptionsFor(small.FewPath) with { Epsilons = [] };
        small.Run(options with { Epochs = 1, OutOfDistribution = small.FewPath, Limit = 10 }, Cache, In("resumed"));
        small.Run(options with { Epochs = 2 }, Cache, In("resumed"));
        small.Run(options with { Epochs = 2 }, Path.Combine(_directory.Path, "other"), In("whole"));
        AssertSameFiles(In("whole"), In("resumed"));
        // The second run is the directory's only one: the first one's foreign images are gone.
        Assert.Equal(NamesIn("whole"), NamesIn("resumed"));
    }

    [Theory]
    [InlineData("Training", 3)]
    [InlineData("Extracting", 2)]
    [InlineData("Calibrating", 1)]
    [InlineData("Attacking", 2)]
    [InlineData("Evaluating, ε = 0.3", 1)]
    public void A_run_stopped_anywhere_goes_on_to_the_same_files(string stage, int step)
    {
        var options = small.OptionsFor(small.FewPath);
        using var stop = new CancellationTokenSource();
        if (stage != "Training") small.Trained(small.FewPath, Cache);
        int steps = 0;
        var progress = new SilentProgress(name =>
        {
            if (name.StartsWith(stage, StringComparison.Ordinal) && ++steps == step) stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => small.Run(options, Cache, In("stopped"), progress, stop.Token));
        small.Run(options, Cache, In("stopped"));
        AssertSameFiles(small.Whole(small.FewPath).Directory, In("stopped"));
    }

    [Fact]
    public void Recall_does_not_believe_the_distances_that_an_index_reports()
    {
        var plan = small.Plan(small.OptionsFor(small.FewPath) with { Epochs = 1, Epsilons = [] });
        var boastful = plan with { Indexes = [.. plan.Indexes.Select(index => index with { Index = BoastfulIndex.Configured })] };
        using var runner = new StageRunner(new ArtefactCache(Cache, Assert.Fail), new SilentProgress(), CancellationToken.None);
        var outcome = new Experiment(boastful, runner).Run(In("run"));
        Assert.Equal(4, outcome.Results.Indexes.Count);
        Assert.All(outcome.Results.Indexes, index => Assert.InRange(index.RecallAtK!.Value, 0, 0.5));
    }

    [Fact]
    public void A_damaged_artefact_is_reported_and_made_again()
    {
        var options = small.OptionsFor(small.FewPath) with { Epsilons = [] };
        small.Run(options, small.Trained(small.FewPath, Cache), In("first"));
        foreach (string rows in Directory.EnumerateFiles(Cache, "rows.bin", SearchOption.AllDirectories)) Flip(rows);
        var progress = new SilentProgress();
        small.Run(options, Cache, In("second"), progress);
        Assert.Equal(4, progress.Warnings.Count);
        AssertSameFiles(In("first"), In("second"));
    }

    private static void Flip(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = file.Length / 2;
        int value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }

    private static void AssertSameFiles(string expected, string actual)
    {
        foreach (string name in new[] { PredictionsFile.FileName, CalibrationFile.FileName, "weights.safetensors" })
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))),
                $"{name} differs.");
        }
    }

    private IEnumerable<string> NamesIn(string run) => Directory.EnumerateFiles(In(run), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(In(run), file)).Order(StringComparer.Ordinal);

    private string In(string name) => Path.Combine(_directory.Path, name);

    /// <summary>
    /// What no clock and no last bit of a float decides: shares to a tenth, so that another processor's rounding does not show.
    /// </summary>
    private static string Summary(RunResults results)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{results.Architecture} on {results.Dataset}, layers {string.Join(' ', results.Layers)}, k = {results.Neighbors}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{results.Split}");
        foreach (var evaluation in results.Evaluations)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"ε {evaluation.Epsilon}: {evaluation.Count} images, network {evaluation.Network.Accuracy:F1}, "
                + $"DkNN {evaluation.Dknn.Accuracy:F1}, credibility {evaluation.Dknn.MeanCredibility:F1}, "
                + $"missing {evaluation.Dknn.MissingNeighbors}");
        }
        foreach (var index in results.Indexes)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{index.Layer}: {index.Dimension} floats, {index.Bytes} bytes, recall {index.RecallAtK:F3}");
        }
        foreach (var ood in results.Ood) text.AppendLine(CultureInfo.InvariantCulture, $"{ood.Dataset}: {ood.Count} images");
        foreach (var stage in results.Stages)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"stage {stage.Name}: {(stage.Cached ? "cached" : "made")}");
        }
        foreach (var plugin in results.Plugins) text.AppendLine(CultureInfo.InvariantCulture, $"{plugin.Kind} {plugin.Name}");
        return text.ToString();
    }
}
