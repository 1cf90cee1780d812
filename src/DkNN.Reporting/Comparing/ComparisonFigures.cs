using DkNN.Experiments;
using ScottPlot;

namespace DkNN.Reporting;

/// <summary>The curves of several runs, drawn over one another.</summary>
internal static class ComparisonFigures
{
    private const string Accuracy = "compare-accuracy";
    private const string Trust = "compare-confidence";

    /// <summary>All of them.</summary>
    public static IEnumerable<Figure> Of(IReadOnlyList<NamedRun> runs)
    {
        yield return CurveFigures.AgainstEpsilon(
            Accuracy, "Accuracy under attack", "Accuracy (%)",
            Lines(runs, evaluation => evaluation.Dknn.Accuracy, evaluation => evaluation.Network.Accuracy));
        yield return CurveFigures.AgainstEpsilon(
            Trust, "Trust under attack", "Mean over the images (%)",
            Lines(runs, evaluation => evaluation.Dknn.MeanCredibility, evaluation => evaluation.Network.MeanConfidence));
    }

    /// <summary>What a picture shows.</summary>
    public static string Caption(string name) => name == Accuracy
        ? "Accuracy of DkNN (solid) and of the network (dashed) against the attack's budget"
        : "Mean credibility (solid) and mean softmax confidence (dashed) against the attack's budget";

    private static EpsilonLine[] Lines(
        IReadOnlyList<NamedRun> runs, Func<EvaluationResult, double> dknn, Func<EvaluationResult, double> network) =>
    [
        .. runs.Index().SelectMany(run =>
        {
            Color color = Theme.Series[run.Index % Theme.Series.Length];
            return new[]
            {
                EpsilonLine.Of($"{run.Item.Name}: DkNN", color, run.Item.Results, dknn),
                EpsilonLine.Of($"{run.Item.Name}: network", color, run.Item.Results, network) with { IsDashed = true },
            };
        }),
    ];
}
