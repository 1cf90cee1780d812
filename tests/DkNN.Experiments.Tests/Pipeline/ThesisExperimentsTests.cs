using System.Text.RegularExpressions;

namespace DkNN.Experiments.Tests.Pipeline;

public sealed partial class ThesisExperimentsTests(SmallExperiment small) : IClassFixture<SmallExperiment>
{
    [Fact]
    public void Every_experiment_has_a_name_of_its_own_and_can_be_done() => Assert.All(ThesisExperiments.All, experiment =>
    {
        Assert.Matches(WellFormed(), experiment.Name);
        Assert.Single(ThesisExperiments.All, other => other.Name == experiment.Name);
        Assert.Single(ThesisExperiments.All, other => (other.Group, other.Label) == (experiment.Group, experiment.Label));
        // Names of plugins and selections are the same for any digits.
        var plan = small.Plan(Few(experiment));
        Assert.Equal(experiment.Options.Architecture, plan.Architecture.Name);
        Assert.Equal(experiment.Options.Layers, plan.Selection.Info.Name);
        Assert.All(experiment.Published, figure => Assert.InRange(figure.Published, 0, 1));
    });

    [Fact]
    public void A_name_that_is_none_is_told_with_the_nearest() => Assert.Contains(
        "Did you mean 'baseline-lsh-thesis'?",
        Assert.Throws<ExperimentException>(() => ThesisExperiments.Named(["baseline-lsh-thesi"])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Every_published_figure_is_found_in_a_run_that_has_its_images()
    {
        var experiment = ThesisExperiments.Quick(ThesisExperiments.Named(["baseline-auto-thesis"])[0]);
        using var folder = new TemporaryFolder();
        var options = Few(experiment) with { Epsilons = [0.15], OutOfDistribution = small.FewPath };
        var outcome = small.Run(options, folder["cache"], folder["run"]);
        Finding[] findings = [.. Finding.Of(experiment, outcome)];
        Assert.Equal(experiment.Published.Length, findings.Length);
        // Bins of a reliability diagram may be empty; everything else is measured.
        Assert.All(findings.Where(finding => !finding.What.Contains("bin of", StringComparison.Ordinal)), finding => Assert.NotNull(finding.Measured));
        var network = findings.Single(finding => finding.What == "network, ε = 0.15");
        Assert.Equal(outcome.Results.Evaluations[1].Network.Accuracy, network.Measured);
        Assert.Equal(network.Measured - 0.13, network.Difference);
        Assert.Equal(Math.Abs(network.Difference!.Value) > 0.05, network.IsFar);
    }

    private ExperimentOptions Few(DeclaredExperiment experiment) =>
        ThesisExperiments.Quick(experiment).Options with { Dataset = small.FewPath, OutOfDistribution = null };

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex WellFormed();
}
