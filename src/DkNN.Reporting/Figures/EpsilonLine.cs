using DkNN.Experiments;
using ScottPlot;

namespace DkNN.Reporting;

/// <summary>A line against ε.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Epsilons">Where it has points.</param>
/// <param name="Percents">Their heights.</param>
/// <param name="IsDashed">Whether it is one of a second kind.</param>
internal sealed record EpsilonLine(string Name, Color Color, double[] Epsilons, double[] Percents, bool IsDashed = false)
{
    /// <summary>Half the height of a band around it at every point; null for none.</summary>
    public double[]? Deviations { get; init; }

    /// <summary>A share of every evaluation of a run.</summary>
    public static EpsilonLine Of(
        string name, Color color, RunResults results, Func<EvaluationResult, double> share, RunResults? deviation = null) => new(
        name, color, [.. results.Evaluations.Select(evaluation => evaluation.Epsilon)],
        [.. results.Evaluations.Select(evaluation => share(evaluation) * 100)])
    {
        // What is the same in all runs stands among the deviations as it is.
        Deviations = deviation is null
            ? null
            : [.. results.Evaluations.Zip(deviation.Evaluations, (mean, other) => share(mean) == share(other) ? 0 : share(other) * 100)],
    };
}
