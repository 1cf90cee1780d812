using DkNN.Core;
using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>The part of <c>report.md</c> that tests what conformal prediction claims.</summary>
internal static class ConformalSection
{
    /// <summary>The level of the table by classes.</summary>
    private const double ClassLevel = 0.95;

    /// <summary>Adds the part; nothing where the run has no prediction sets.</summary>
    public static void Write(MarkdownText text, RunResults results)
    {
        if (results.Evaluations[0].PredictionSets.Count == 0) return;
        text.Paragraph("## What conformal prediction claims");
        text.Paragraph("""
            A prediction set at a level of 95 % holds every class whose p-value is above 0.05. It claims to hold the true class of 95 % of the
            images *like those that calibrated*, or more. Nothing is claimed of attacked or foreign images.
            """);
        WriteSets(text, results);
        WriteClasses(text, results.Evaluations[0]);
        if (results.Drift.Count > 0) WriteDrift(text, results);
    }

    private static void WriteSets(MarkdownText text, RunResults results)
    {
        var table = MarkdownTable.OfNumbers("images", "level %", "coverage %", "expected %", "holds", "mean size", "empty %", "one class %");
        foreach (var evaluation in results.Evaluations) Add(Text.Images(evaluation.Epsilon), evaluation.PredictionSets, evaluation.Epsilon == 0);
        foreach (var ood in results.Ood) Add(MarkdownText.Escape(ood.Dataset), ood.PredictionSets, isClaimed: false);
        text.Paragraph(table.ToString());
        text.Paragraph($"""
            How to read it: the expected range is where the coverage lies in {Text.Level(CoverageRange.Confidence)} % of experiments by chance
            alone, the draw of the calibration images included, if the claim is exact. Above it the sets are larger than they need be, which is
            safe; p-values that are not smoothed are so where many images share one. Beneath it the claim is broken. Foreign images have no true
            class; their sets should be empty.
            """);

        void Add(string images, IReadOnlyList<PredictionSetResult> sets, bool isClaimed)
        {
            foreach (var set in sets)
            {
                table.Row(
                    images, Text.Level(set.Level), Text.Percent(set.Coverage),
                    isClaimed ? $"{Text.Percent(set.ExpectedLow)} to {Text.Percent(set.ExpectedHigh)}" : "–",
                    isClaimed ? Verdict(set.Coverage!.Value, set.ExpectedLow, set.ExpectedHigh) : "–",
                    Text.Fraction(set.MeanSize), Text.Percent(set.EmptyShare), Text.Percent(set.SingleShare));
            }
        }
    }

    private static void WriteClasses(MarkdownText text, EvaluationResult clean)
    {
        if (clean.PredictionSets.FirstOrDefault(set => set.Level == ClassLevel) is not { Classes.Count: > 0 } chosen) return;
        text.Paragraph($"The classes of the clean images, at {Text.Level(ClassLevel)} %:");
        var table = MarkdownTable.OfNumbers("class", "images", "coverage %", "expected %", "holds", "mean size");
        foreach (var one in chosen.Classes)
        {
            table.Row(
                $"{one.Class}", Text.Count(one.Count), Text.Percent(one.Coverage),
                one.ExpectedLow is { } low ? $"{Text.Percent(low)} to {Text.Percent(one.ExpectedHigh)}" : "–",
                one.ExpectedLow is { } least ? Verdict(one.Coverage, least, one.ExpectedHigh!.Value) : "–", Text.Fraction(one.MeanSize));
        }
        text.Paragraph(table.ToString());
        if (chosen.Classes[0].ExpectedLow is null)
        {
            text.Paragraph("All classes were calibrated together, so that nothing is claimed of each; `--conventions conformal,classes=apart` judges each by its own.");
        }
    }

    private static void WriteDrift(MarkdownText text, RunResults results)
    {
        text.Paragraph("Streams of images, watched without labels:");
        var table = MarkdownTable.OfNumbers("clean, then", "clean images", "others", "alarm", "others until the alarm");
        foreach (var stream in results.Drift)
        {
            string alarm = stream.Alarm is null ? "never" : stream.IsFalseAlarm ? "false" : "yes";
            table.Row(
                MarkdownText.Escape(DriftFigure.NameOf(stream)), Text.Count(stream.Change), Text.Count(stream.Images - stream.Change), alarm,
                stream.StepsToAlarm is { } steps ? Text.Count(steps) : "–");
        }
        text.Paragraph(table.ToString());
        text.Picture(DriftFigure.Name, "Capital of a gambler against exchangeability, along every stream");
        text.Paragraph($"""
            How to read it: a gambler bets that the stream's images are not all of one kind, by smoothed p-values of each image among all before
            it. As long as they are of one kind, his capital reaches {Text.Count((long)results.Drift[0].Threshold)} times what he began with in at
            most one of {Text.Count((long)results.Drift[0].Threshold)} streams, however long; that is the alarm.
            """);
    }

    private static string Verdict(double coverage, double low, double high) =>
        coverage < low ? "**no**" : coverage > high ? "yes, and more" : "yes";
}
