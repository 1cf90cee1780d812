namespace DkNN.Experiments;

/// <summary>A published figure beside ours.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="What">What the figure is.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Published">The published value, a share from 0 to 1.</param>
/// <param name="Measured">Ours, the mean over all seeds; null where the run has it not.</param>
/// <param name="Deviation">Standard deviation over the seeds; null for one.</param>
public sealed record Finding(string Experiment, string What, string Source, double Published, double? Measured, double? Deviation)
{
    /// <summary>Difference from which on a figure is to be explained.</summary>
    private const double Far = 0.05;

    /// <summary>Ours less theirs.</summary>
    public double? Difference => Measured - Published;

    /// <summary>Whether they are more than five points apart.</summary>
    public bool IsFar => Math.Abs(Difference ?? 0) > Far;

    /// <summary>What an experiment has to compare with.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="outcome">What came of it.</param>
    public static IEnumerable<Finding> Of(DeclaredExperiment experiment, RunOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(outcome);
        return experiment.Published.Select(figure => new Finding(
            experiment.Name, figure.What, figure.Source, figure.Published, figure.Measured(outcome.Results),
            outcome.Deviation is { } deviation ? figure.Measured(deviation) : null));
    }
}
