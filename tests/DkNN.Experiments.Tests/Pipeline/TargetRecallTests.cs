using System.Numerics.Tensors;
using DkNN.Vectors;

namespace DkNN.Experiments.Tests.Pipeline;

[Collection(SmallExperimentGroup.Name)]
public sealed class TargetRecallTests(SmallExperiment small)
{
    [Fact]
    public void Effort_is_tuned_to_the_recall_asked_for_recorded_and_remembered()
    {
        using var folder = new TemporaryFolder();
        var options = small.OptionsFor(small.RealPath) with
        {
            Epsilons = [], Layers = "DeepLayers", Index = PluginChoice.Parse("projected:components=6"), Neighbors = 8, TargetRecall = 0.95,
        };
        small.Trained(small.RealPath, folder["cache"]);
        var tuned = Run("tuned", options);
        Assert.Equal(0.95, tuned.TargetRecall);
        Assert.All(tuned.Indexes, index => Assert.Equal("certainty", index.Effort!.Name));
        // The sample that was tuned on is another one than the sample that is measured.
        Assert.All(tuned.Indexes, index => Assert.InRange(index.RecallAtK!.Value, 0.9, 1));
        Assert.All(tuned.Indexes, index => Assert.True(index.DistancesPerQuery > 0));
        Assert.False(tuned.Stages.Single(stage => stage.Name == "tune").Cached);

        var again = Run("again", options);
        Assert.True(again.Stages.Single(stage => stage.Name == "tune").Cached);
        Assert.Equal(tuned.Indexes.Select(index => index.Effort), again.Indexes.Select(index => index.Effort));

        var proven = Run("proven", options with { TargetRecall = 1 });
        Assert.All(proven.Indexes, index => Assert.InRange(index.RecallAtK!.Value, 0.99, 1));
        Assert.All(proven.Indexes.Zip(tuned.Indexes), pair => Assert.True(pair.First.Effort!.Value >= pair.Second.Effort!.Value));

        RunResults Run(string name, ExperimentOptions asked) => small.Run(asked, folder["cache"], folder[name]).Results;
    }

    [Fact]
    public void Effort_is_only_raised_where_nobody_asked_for_a_recall()
    {
        using var folder = new TemporaryFolder();
        small.Trained(small.FewPath, folder["cache"]);
        Assert.All(Run("enough", "projected:components=6,certainty=0.2", 0.05), effort => Assert.Equal(0.2, effort));
        Assert.All(Run("too-little", "projected:components=3,certainty=0", 1), effort => Assert.True(effort > 0, $"{effort}"));

        IEnumerable<double> Run(string name, string index, double recall)
        {
            var options = small.OptionsFor(small.FewPath) with
            {
                Epsilons = [], Layers = "DeepLayers", Index = PluginChoice.Parse(index), Neighbors = 8,
            };
            var plan = small.Plan(options) with { TargetRecall = recall };
            var progress = new SilentProgress();
            using var runner = new StageRunner(new ArtefactCache(folder["cache"], progress.Warn), progress, CancellationToken.None);
            return new Experiment(plan, runner).Run(folder[name]).Results.Indexes.Select(found => found.Effort!.Value);
        }
    }

    [Fact]
    public void Activations_are_exported_as_the_indexes_search_them()
    {
        using var folder = new TemporaryFolder();
        var plan = small.Plan(small.OptionsFor(small.FewPath) with
        {
            Epsilons = [0.1], Layers = "DeepLayers", Limit = 30, OutOfDistribution = small.GlyphsPath, Epochs = 1,
        });
        var progress = new SilentProgress();
        using var runner = new StageRunner(new ArtefactCache(folder["cache"], progress.Warn), progress, CancellationToken.None);
        var files = new ActivationExport(plan, runner).Write(folder["rows"]);
        Assert.Equal(files.Order(), Directory.GetFiles(folder["rows"], "*", SearchOption.AllDirectories).Order());
        foreach (var layer in plan.Selection.Info.Layers)
        {
            using var rows = NpyFile.Read(Path.Combine(folder["rows"], layer.Name + ActivationExport.TrainingSuffix));
            Assert.Equal((600, layer.Neurons), (rows.Count, rows.Dimension));
            double[] sums = new double[layer.Neurons];
            for (int row = 0; row < rows.Count; row++)
            {
                for (int i = 0; i < sums.Length; i++) sums[i] += rows.Row(row)[i];
            }
            Assert.All(sums, sum => Assert.Equal(0, sum / rows.Count, 1e-3));
            using var clean = NpyFile.Read(Path.Combine(folder["rows"], layer.Name + ".clean.npy"));
            using var attacked = NpyFile.Read(Path.Combine(folder["rows"], layer.Name + ".fgsm-0.1.npy"));
            Assert.Equal((30, 30), (clean.Count, attacked.Count));
            Assert.False(clean.Row(0).SequenceEqual(attacked.Row(0)));
        }
        using var labels = NpyFile.Read(Output("labels.train"));
        Assert.Equal([.. plan.Data.Train.Labels], Enumerable.Range(0, labels.Count).Select(row => (int)labels.Row(row)[0]).ToArray());
        using var weights = NpyFile.Read(Output("head.weights"));
        using var bias = NpyFile.Read(Output("head.bias"));
        foreach (string name in (string[])["train", "clean", "fgsm-0.1", plan.OutOfDistribution!.Name])
        {
            using var logits = NpyFile.Read(Output($"logits.{name}"));
            using var features = NpyFile.Read(Output($"features.{name}"));
            Assert.Equal(name == "train" ? 600 : 30, logits.Count);
            Assert.Equal((logits.Count, weights.Dimension), (features.Count, features.Dimension));
            for (int row = 0; row < logits.Count; row++)
            {
                for (int label = 0; label < weights.Count; label++)
                {
                    float expected = TensorPrimitives.Dot(weights.Row(label), features.Row(row)) + bias.Row(label)[0];
                    Assert.Equal(expected, logits.Row(row)[label], 1e-3f);
                }
            }
        }

        string Output(string name) => Path.Combine(folder["rows"], "outputs", name + ".npy");
    }
}
