namespace DkNN.Model.Tests;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(0.5, 7, 7, "7, credible")]
    [InlineData(0.05, 7, 7, "7, credible")]
    [InlineData(0.5, 1, 7, "1, credible, though the network says 7")]
    [InlineData(0.04, 7, 7, "looks like a 7, but too few of its neighbours agree: do not trust it")]
    [InlineData(0.04, 1, 8, "looks like an 8, but its neighbours disagree: do not trust it")]
    public void A_prediction_alone_tells_whether_it_is_credible(double credibility, int label, int network, string verdict)
    {
        var said = Verdict.Of(Said(credibility, label, network), Digits);
        Assert.Equal(verdict, said.Text);
        Assert.Equal(credibility >= 0.05, said.IsCredible);
    }

    [Fact]
    public void An_explanation_names_the_first_layer_that_disagrees()
    {
        var explained = new Explanation(Said(0.01, 1, 7), [Votes("Conv1", 7), Votes("Conv2", 1), Votes("Conv3", 7)]);
        Assert.Equal("looks like a 7, but its neighbours disagree from Conv2 on: do not trust it", Verdict.Of(explained, Digits).Text);
        var agreed = explained with { Layers = [Votes("Conv1", 7)] };
        Assert.Equal("looks like a 7, but too few of its neighbours agree: do not trust it", Verdict.Of(agreed, Digits).Text);
    }

    [Fact]
    public void A_blank_image_is_not_trusted_whatever_its_neighbours_say()
    {
        var verdict = Verdict.Of(Said(1, 7, 7) with { IsBlank = true }, Digits, credible: 0);
        Assert.False(verdict.IsCredible);
        Assert.Equal("blank, all its pixels are alike: do not trust it", verdict.Text);
    }

    [Theory]
    [InlineData("Ankle boot", "an Ankle boot")]
    [InlineData("shirt", "a shirt")]
    [InlineData("F", "an F")]
    [InlineData("U", "a U")]
    [InlineData("11", "an 11")]
    [InlineData("", "a ")]
    public void Classes_have_their_names_and_articles(string name, string spoken)
    {
        var model = Digits with { ClassNames = [name, "other"] };
        Assert.StartsWith($"looks like {spoken}, but", Verdict.Of(Said(0, 0, 0), model).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_is_the_callers()
    {
        Assert.True(Verdict.Of(Said(0.01, 7, 7), Digits, credible: 0).IsCredible);
        Assert.False(Verdict.Of(Said(0.99, 7, 7), Digits, credible: 1).IsCredible);
        foreach (double wrong in new[] { -0.1, 1.1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Verdict.Of(Said(0.5, 7, 7), Digits, wrong));
        }
    }

    private static readonly ModelDescription Digits = new()
    {
        Program = new("dknn", "1"), Dataset = "digits", Architecture = "small", Fingerprint = "", Selection = "All",
        Image = new(1, 2, 2), Classes = 10, Neighbors = 5, TrainingImages = 10,
        Conventions = "", Layers = [], Plugins = [],
    };

    private static DkNNPrediction Said(double credibility, int label, int network) =>
        new(label, credibility, 0.9, network, 0.8, [], []);

    private static ExplainedLayer Votes(string layer, int label) =>
        new(new Layer(layer, LayerKind.Conv2d, 0, new(1, 1, 1)), [.. Enumerable.Range(0, 10).Select(j => j == label ? 5 : 0)], []);
}
