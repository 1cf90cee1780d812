using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>The part of <c>report.md</c> that sets all scores side by side.</summary>
internal static class ScoreSection
{
    /// <summary>Percent of the images kept at which accuracy is told.</summary>
    private static readonly int[] _kept = [100, 95, 90, 80];

    /// <summary>Adds the part; nothing where the run has no scores.</summary>
    public static void Write(MarkdownText text, RunResults results)
    {
        var clean = results.Evaluations[0];
        if (clean.Scores.Count == 0) return;
        text.Paragraph("## Scores side by side");
        text.Paragraph("""
            A score is a number for every image, the larger the more it is to be trusted; softmax confidence and DkNN's credibility are two
            of them. Each is judged on the same images.
            """);
        if (ScoreFigure.CanDraw(results)) text.Picture(ScoreFigure.Name, "AUROC of every score: foreign images, and attacked ones");
        EvaluationResult[] attacked = [.. results.Evaluations.Where(evaluation => evaluation.Epsilon > 0)];
        if (attacked.Length > 0) WriteDetection(text, clean, attacked);
        foreach (var ood in results.Ood) WriteForeign(text, ood);
        WriteSelective(text, results);
        WriteBelowChance(text, results);
    }

    private static void WriteDetection(MarkdownText text, EvaluationResult clean, EvaluationResult[] attacked)
    {
        var strongest = attacked[^1];
        text.Paragraph($"Attacked images that fool the network, told from clean ones that it gets right: AUROC by budget, and at {Text.Images(strongest.Epsilon)} the rest.");
        var table = MarkdownTable.OfNumbers(
            ["score", .. attacked.Select(evaluation => $"ε = {Text.Epsilon(evaluation.Epsilon)}"), "AUPR in", "AUPR out", "passing where 95 % are kept", "flagged where 95 % are caught"]);
        for (int score = 0; score < clean.Scores.Count; score++)
        {
            table.Row(
                [
                    MarkdownText.Escape(clean.Scores[score].Name),
                    .. attacked.Select(evaluation => Text.Fraction(evaluation.Scores[score].Detection.Auroc)),
                    .. Rest(strongest.Scores[score].Detection),
                ]);
        }
        text.Paragraph(table.ToString());
    }

    private static void WriteForeign(MarkdownText text, OodResult ood)
    {
        text.Paragraph($"Images of {MarkdownText.Escape(ood.Dataset)}, told from the clean test images:");
        var table = MarkdownTable.OfNumbers("score", "AUROC", "AUPR in", "AUPR out", "passing where 95 % are kept", "flagged where 95 % are caught");
        foreach (var score in ood.Scores)
        {
            table.Row([MarkdownText.Escape(score.Name), Text.Fraction(score.Detection.Auroc), .. Rest(score.Detection)]);
        }
        text.Paragraph(table.ToString());
        text.Paragraph("""
            How to read it: AUROC is the share of pairs ranked rightly (0.5 is chance, 1 perfect); AUPR in and out are the average precision of
            finding the trusted images and the others. The last columns are the false positive rate at 95 %, in its two directions: the share
            of the others that pass where 95 % of the trusted are kept, and the share of the trusted that are flagged where 95 % of the others
            are caught. Lower is better for both.
            """);
    }

    private static void WriteSelective(MarkdownText text, RunResults results)
    {
        EvaluationResult[] ends = results.Evaluations.Count == 1 ? [results.Evaluations[0]] : [results.Evaluations[0], results.Evaluations[^1]];
        text.Paragraph("Accuracy in percent of the answer that a score judges, on the images kept when the least trusted are refused:");
        var table = MarkdownTable.OfNumbers(
            ["score", .. ends.SelectMany(end => _kept.Select(percent => $"{Text.Images(end.Epsilon)}, {percent} % kept"))]);
        for (int score = 0; score < ends[0].Scores.Count; score++)
        {
            table.Row(
                [
                    MarkdownText.Escape($"{ends[0].Scores[score].Name} ({Judged(results, score)})"),
                    .. ends.SelectMany(end => _kept.Select(percent => Text.Percent(AccuracyAt(end.Scores[score], percent / 100.0)))),
                ]);
        }
        text.Paragraph(table.ToString());
        text.Paragraph("""
            How to read it: of images that share one score, all or none are kept, so that the share kept may be greater than the one named.
            """);
    }

    private static void WriteBelowChance(MarkdownText text, RunResults results)
    {
        string[] turned =
        [
            .. from evaluation in results.Evaluations
               from score in evaluation.Scores
               where score.IsBelowChance
               select $"{score.Name} at ε = {Text.Epsilon(evaluation.Epsilon)}",
            .. from ood in results.Ood from score in ood.Scores where score.IsBelowChance select $"{score.Name} on {ood.Dataset}",
        ];
        if (turned.Length == 0) return;
        text.Paragraph($"""
            **Below chance:** {MarkdownText.Escape(string.Join("; ", turned))}. An AUROC below 0.5 means that such images are trusted more than
            clean ones; where that is so of all kinds of images, a score's sign is turned round.
            """);
    }

    private static string Judged(RunResults results, int score) => results.Scores[score].Judges == "dknn" ? "DkNN" : "network";

    private static double? AccuracyAt(ScoreResult score, double share) =>
        score.Selective.LastOrDefault(point => point.ShareKept >= share)?.Accuracy;

    private static string[] Rest(DetectionResult detection) =>
    [
        Text.Fraction(detection.AuprIn), Text.Fraction(detection.Aupr), Text.Fraction(detection.FprAt95Tpr),
        Text.Fraction(detection.FlaggedAt95Caught),
    ];
}
