namespace DkNN.Experiments;

/// <summary>An experiment and what came of it.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Outcome">What it measured.</param>
public sealed record ReproducedExperiment(DeclaredExperiment Experiment, RunOutcome Outcome)
{
    /// <summary>Whether its network reads clean images as well as one must that is to be compared with others.</summary>
    public bool IsAsExpected => Outcome.Results.Evaluations[0].Network.Accuracy >= Experiment.ExpectedAccuracy;
}
