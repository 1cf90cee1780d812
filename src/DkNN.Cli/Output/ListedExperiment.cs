using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary>A declared experiment as a listing shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is.</param>
/// <param name="Group">The experiments that it is seen beside.</param>
/// <param name="Published">Number of published figures that it has.</param>
internal sealed record ListedExperiment(string Name, string Title, string Group, int Published)
{
    public static ListedExperiment Of(DeclaredExperiment experiment) =>
        new(experiment.Name, experiment.Title, experiment.Group, experiment.Published.Length);
}
