using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>For every layer, how many neighbours have the true label: clean images beside those of the strongest attack.</summary>
internal static class NeighborCorrectnessFigure
{
    /// <summary>Name of the files.</summary>
    public const string Name = "neighbor-correctness";

    public static Figure Of(RunResults results)
    {
        EvaluationResult clean = results.Evaluations[0], strongest = results.Evaluations[^1];
        var plots = clean.NeighborCorrectness.Zip(strongest.NeighborCorrectness, (before, after) =>
        {
            var cleanBars = (Text.Images(clean.Epsilon), Theme.Clean, before.Histogram);
            var attackedBars = (Text.Images(strongest.Epsilon), Theme.Strange, after.Histogram);
            return HistogramPlot.Of(before.Layer, $"Neighbours with the true label, of {results.Neighbors}", results.Neighbors,
                strongest.Epsilon > 0 ? [cleanBars, attackedBars] : [cleanBars]);
        });
        return Figure.Of(Name, 2, 640, 420, [.. plots]);
    }
}
