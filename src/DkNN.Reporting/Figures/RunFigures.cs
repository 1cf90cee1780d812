using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>All pictures that follow from a run's outcome.</summary>
internal static class RunFigures
{
    /// <summary>Draws nothing yet: a figure draws when it is saved.</summary>
    public static IEnumerable<Figure> Of(RunOutcome outcome)
    {
        RunResults results = outcome.Results;
        yield return CurveFigures.Accuracy(results, outcome.Deviation);
        yield return CurveFigures.Confidence(results, outcome.Deviation);
        yield return CurveFigures.SelectiveAccuracy(results);
        foreach (EvaluationResult evaluation in results.Evaluations) yield return ReliabilityFigure.Of(evaluation);
        if (results.Evaluations[0].NeighborCorrectness.Count > 0) yield return NeighborCorrectnessFigure.Of(results);
        foreach (OodResult ood in results.Ood) yield return OodFigure.Of(ood, results.Evaluations[0]);
        if (ScoreFigure.CanDraw(results)) yield return ScoreFigure.Of(results);
        if (results.Drift.Count > 0) yield return DriftFigure.Of(results);
        if (outcome.Gallery is { } gallery) yield return GalleryFigure.Of(gallery);
        if (outcome.Explanations is not { } explanations) yield break;
        foreach (RunExplanation explanation in explanations.Images)
        {
            yield return ExplanationFigure.Of(Explained(explanation), explanation.Image, explanations.ClassName);
        }
    }

    /// <summary>Name of the files of an explained image.</summary>
    public static string Explained(RunExplanation explanation) => $"explanation-{explanation.Kind}";
}
