using DkNN.Data;
using DkNN.Hosting;

namespace DkNN.Experiments.Tests.Pipeline;

public sealed class ExperimentPlannerTests(SmallExperiment small) : IClassFixture<SmallExperiment>
{
    private static readonly ExperimentOptions Options = new() { Dataset = "glyphs" };

    [Fact]
    public void Defaults_resolve()
    {
        var plan = small.Plan(Options);
        Assert.Equal(750, plan.Split.Calibration.Length);
        Assert.Equal(1_000, plan.Split.Test.Length);
        Assert.Equal(["architecture", "index", "attack", "score"], plan.Plugins.Select(plugin => plugin.Kind).Distinct());
    }

    [Fact]
    public void A_limit_keeps_the_first_test_images_and_the_whole_calibration_set()
    {
        var all = small.Plan(Options).Split;
        var limited = small.Plan(Options with { Limit = 7 }).Split;
        Assert.Equal(all.Calibration.AsEnumerable(), limited.Calibration);
        Assert.Equal(all.Test.Take(7), limited.Test);
    }

    [Fact]
    public void Epsilons_are_sorted_and_distinct() =>
        Assert.Equal([0.1, 0.2], small.Plan(Options with { Epsilons = [0.2, 0.1, 0.2] }).Options.Epsilons.AsEnumerable());

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void An_epsilon_out_of_range_is_refused(double epsilon) => Refused(Options with { Epsilons = [epsilon] }, "--epsilons");

    [Fact]
    public void More_neighbours_than_training_images_are_refused() => Refused(Options with { Neighbors = 6_001 }, "--neighbors", "6000");

    [Fact]
    public void No_neighbours_are_refused() => Refused(Options with { Neighbors = 0 }, "--neighbors");

    [Fact]
    public void A_calibration_set_that_leaves_nothing_to_test_is_refused() =>
        Refused(Options with { Calibration = 1_750 }, "--calibration");

    [Fact]
    public void An_unknown_selection_suggests_the_nearest() =>
        Refused(Options with { Architecture = "mnist-kaggle", Layers = "BatchNormsOnly" }, "'BatchNormOnly'");

    [Fact]
    public void An_unknown_target_is_refused() => Refused(Options with { Target = "12" }, "12");

    [Fact]
    public void Data_of_one_class_or_of_another_shape_and_targets_outside_them_are_refused()
    {
        using var folder = new TemporaryFolder();
        string Made(string name, int channels, int side, int classes)
        {
            var images = ImageSet.Copy(
                channels, side, side, classes, new byte[12 * channels * side * side], [.. Enumerable.Range(0, 12).Select(id => id % classes)]);
            IdxDirectory.Write(new DataSet(name, images, images), folder[name]);
            return folder[name];
        }
        var few = Options with { Calibration = 3, Neighbors = 2 };
        Refused(few with { Dataset = Made("one", 1, 28, 1) }, "'one' has one class only");
        string three = Made("three", 1, 28, 3);
        Refused(few with { Dataset = three, Target = "7" }, "from 0 to 2");
        Assert.True(small.Plan(few with { Dataset = three, Target = "2" }).Goal.Targeted);

        string colour = Made("colour", 3, 32, 3);
        Refused(few with { Dataset = colour }, "--gray --resize 28x28");
        var changed = new PictureOptions(Gray: true, Resize: new PictureSize(28, 28));
        Assert.Equal(new PictureShape(1, 28, 28), small.Plan(few with { Dataset = colour, Pictures = changed }).Data.Train.Shape);
    }

    [Fact]
    public void An_unknown_plugin_suggests_the_nearest()
    {
        var problem = Assert.Throws<PluginUnavailableException>(
            () => small.Plan(Options with { Architecture = "mnist-basline" }));
        Assert.Contains("'mnist-baseline'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_that_a_plugin_lacks_is_refused() =>
        Assert.Throws<PluginOptionException>(() => small.Plan(Options with { Index = PluginChoice.Parse("exact:trees=5") }));

    [Fact]
    public void Auto_compares_every_row_where_rows_are_few_and_says_so()
    {
        var plan = small.Plan(Options with { Index = PluginChoice.Parse("auto") });
        Assert.Equal("auto", plan.Index.Name);
        Assert.Equal(0.99, plan.TargetRecall);
        Assert.All(plan.Indexes, index => Assert.Equal("exact", index.Index.Name));
        Assert.All(plan.Indexes, index => Assert.Contains("rows are few", index.Why, StringComparison.Ordinal));
        Assert.Contains(plan.Plugins, plugin => plugin is { Kind: "index", Name: "exact" });
    }

    [Fact]
    public void A_named_index_keeps_its_effort_unless_a_recall_is_asked_for()
    {
        Assert.Null(small.Plan(Options with { Index = PluginChoice.Parse("projected") }).TargetRecall);
        Assert.Equal(0.9, small.Plan(Options with { Index = PluginChoice.Parse("projected"), TargetRecall = 0.9 }).TargetRecall);
        Refused(Options with { TargetRecall = 0 }, "--target-recall", "0");
        Refused(Options with { TargetRecall = 1.5 }, "--target-recall", "1.5");
        Refused(Options with { TargetRecall = double.NaN }, "--target-recall");
    }

    [Fact]
    public void Auto_takes_no_options() =>
        Assert.Throws<PluginOptionException>(() => small.Plan(Options with { Index = PluginChoice.Parse("auto:certainty=1") }));

    [Fact]
    public void An_unknown_data_set_is_refused() =>
        Assert.Throws<DataSetNotFoundException>(() => small.Plan(Options with { Dataset = "mnits" }));

    private void Refused(ExperimentOptions options, params string[] words)
    {
        var problem = Assert.Throws<ExperimentException>(() => small.Plan(options));
        Assert.All(words, word => Assert.Contains(word, problem.Message, StringComparison.Ordinal));
    }
}
