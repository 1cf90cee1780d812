using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>The text of <c>report.md</c>.</summary>
internal sealed class MarkdownReport
{
    /// <summary>Name of the report, without extension.</summary>
    public const string Name = "report";

    /// <summary>Name of its file.</summary>
    public const string FileName = $"{Name}.md";

    private readonly MarkdownText _text = new();
    private readonly RunResults _results;
    private readonly EvaluationResult _clean;
    private readonly EvaluationResult _strongest;

    private MarkdownReport(RunResults results)
    {
        _results = results;
        _clean = results.Evaluations[0];
        _strongest = results.Evaluations[^1];
    }

    /// <summary>The report, with '\n' at the end of every line.</summary>
    public static string Of(RunOutcome outcome)
    {
        string text = TextOf(outcome);
        return outcome.Deviation is { } deviation ? DeviationTables.Merge(text, TextOf(outcome with { Results = deviation })) : text;
    }

    private static string TextOf(RunOutcome outcome)
    {
        var report = new MarkdownReport(outcome.Results);
        report.WriteSummary();
        report.WriteAccuracy();
        report.WriteReliability();
        report.WriteSelectiveAccuracy();
        report.WriteNeighbors();
        report.WriteDetection();
        foreach (OodResult ood in outcome.Results.Ood) report.WriteOutOfDistribution(ood);
        ScoreSection.Write(report._text, outcome.Results);
        ConformalSection.Write(report._text, outcome.Results);
        if (outcome.Gallery is not null) report.WriteGallery();
        if (outcome.Explanations is { } explanations) report.WriteExplanations(explanations);
        report.WriteCosts();
        report.WriteSettings();
        return report._text.ToString();
    }

    private bool IsAttacked => _strongest.Epsilon > 0;

    private void WriteSummary()
    {
        Paragraph($"# DkNN on {Plain($"{_results.Dataset}: {_results.Architecture}, {_results.Index.Name} index, {_results.Attack.Name} attack")}");
        Paragraph($"""
            A network and Deep k-nearest neighbours (DkNN) over its layers {Plain(string.Join(", ", _results.Layers))}, judged on
            {Text.Count(_clean.Count)} test images that neither has seen. On clean images the network is right on
            {Text.Percent(_clean.Network.Accuracy)} % and DkNN on {Text.Percent(_clean.Dknn.Accuracy)} %.
            """);
        if (IsAttacked)
        {
            Paragraph($"""
                Under the strongest attack, ε = {Text.Epsilon(_strongest.Epsilon)}, the network is right on
                {Text.Percent(_strongest.Network.Accuracy)} % with a mean softmax confidence of
                {Text.Percent(_strongest.Network.MeanConfidence)} %; DkNN is right on {Text.Percent(_strongest.Dknn.Accuracy)} % with a
                mean credibility of {Text.Percent(_strongest.Dknn.MeanCredibility)} %.
                """);
        }
        string predictions = _results.SeedRuns.Count > 0 ? "" : $", every prediction in\n[{PredictionsFile.FileName}]({PredictionsFile.FileName})";
        Paragraph($"""
            Every number is in [{ResultsFile.FileName}]({ResultsFile.FileName}){predictions}. Each picture is in `{MarkdownText.PlotsDirectory}/` as PNG and
            SVG.
            """);
        if (_results.SeedRuns.Count > 0)
        {
            Paragraph($"""
                All of it is the mean over {_results.SeedRuns.Count} runs that differ in their seeds alone, ± their standard deviation in tables
                and as bands in curves; [{ResultsFile.DeviationName}]({ResultsFile.DeviationName}) has the latter. Predictions, pictures of images and
                models are in each run's own folder: {string.Join(", ", _results.SeedRuns.Select(SeedRuns.DirectoryOf).Select(name => $"[{name}]({name}/{FileName})"))}.
                """);
        }
        if (_results.Asked?.CommandLine is { } command) Paragraph($"Made by: {MarkdownText.Code(command)}");
    }

    private void WriteAccuracy()
    {
        Paragraph("## Accuracy and trust");
        var table = MarkdownTable.OfNumbers("ε", "images", "network accuracy %", "softmax confidence %", "network ECE",
            "DkNN accuracy %", "credibility %", "DkNN confidence %", "DkNN ECE");
        foreach (EvaluationResult evaluation in _results.Evaluations)
        {
            (NetworkResult network, DknnResult dknn) = (evaluation.Network, evaluation.Dknn);
            table.Row(Text.Epsilon(evaluation.Epsilon), Text.Count(evaluation.Count),
                Text.Percent(network.Accuracy), Text.Percent(network.MeanConfidence), Text.Fraction(network.ExpectedCalibrationError),
                Text.Percent(dknn.Accuracy), Text.Percent(dknn.MeanCredibility), Text.Percent(dknn.MeanConfidence),
                Text.Fraction(dknn.ExpectedCalibrationError));
        }
        Paragraph(table.ToString());
        Paragraph("""
            *Credibility* says how well the training data supports a prediction: the share of calibration images whose neighbours
            agree with their label no better. *Confidence* says how well the other classes are ruled out. *ECE*, the expected
            calibration error, is the mean distance between trust and accuracy: 0 is perfect. Credibility is a p-value rather than
            a probability of being right, so that its ECE on clean images is large by design.
            """);
        Picture("accuracy", "Accuracy of the network and of DkNN against the attack's budget");
        Paragraph("""
            How to read it: each point is one budget ε, the bound on how far the attack may move an image (0: the clean images).
            The gap between the lines is what the neighbours save.
            """);
        Picture("confidence", "Mean credibility and mean softmax confidence against the attack's budget");
        Paragraph("""
            How to read it: trust should fall with accuracy. A network that stays sure of itself while its accuracy falls gives no
            warning; credibility is meant to.
            """);
        long missing = _results.Evaluations.Sum(evaluation => evaluation.Dknn.MissingNeighbors);
        Paragraph(missing == 0
            ? "No neighbour was missing: every index returned all that were asked for."
            : $"""
                {Text.Count(missing)} neighbours were missing, since an approximate index may return fewer than asked for. Each counts
                as disagreeing with every class.
                """);
    }

    private void WriteReliability()
    {
        Paragraph("## Reliability");
        Paragraph("""
            How to read it: images are sorted into ten bins by how far they are trusted. Bars show the accuracy in each bin, and the
            numbers above them how many images are in it; a bin without a number is empty. On the dotted diagonal, trust equals
            accuracy. A safe model has high bars on the right and moves images to the left when they are attacked.
            """);
        foreach (EvaluationResult evaluation in _results.Evaluations)
        {
            Picture(
                ReliabilityFigure.Name(evaluation.Epsilon), $"Reliability of the network and of DkNN, {Text.Images(evaluation.Epsilon)}");
        }
    }

    private void WriteSelectiveAccuracy()
    {
        Paragraph("## Refusing doubtful images");
        Picture("selective-accuracy", "Accuracy against the share of images kept");
        Paragraph("""
            How to read it: from right to left, the threshold of trust rises and fewer images are kept. A line that climbs to the left
            means that the refused images were the wrong ones. It jumps where many images share one trust: they are kept or refused
            together.
            """);
    }

    private void WriteNeighbors()
    {
        if (_clean.NeighborCorrectness.Count == 0) return;
        Paragraph("## Neighbours with the true label");
        EvaluationResult[] ends = IsAttacked ? [_clean, _strongest] : [_clean];
        string[] images = [.. ends.Select(end => Text.Images(end.Epsilon))];
        var table = MarkdownTable.OfNumbers(
            ["layer", .. images.SelectMany(kind => new[] { $"{kind}: lowest bin %", $"{kind}: highest bin %" })]);
        for (int layer = 0; layer < _clean.NeighborCorrectness.Count; layer++)
        {
            IReadOnlyList<int>[] histograms = [.. ends.Select(end => end.NeighborCorrectness[layer].Histogram)];
            table.Row([Plain(_clean.NeighborCorrectness[layer].Layer),
                .. histograms.SelectMany(histogram => new[] { ShareOf(histogram, 0), ShareOf(histogram, ^1) })]);
        }
        Paragraph(table.ToString());
        Picture(NeighborCorrectnessFigure.Name, "Histogram of correct neighbours for every layer");
        Paragraph($"""
            How to read it: an image in the highest of the 15 bins has nearly all of its {_results.Neighbors} neighbours in its own
            class; one in the lowest has nearly none. Where clean and attacked images differ most, the attack has taken hold.
            """);
    }

    private void WriteDetection()
    {
        if (!IsAttacked) return;
        Paragraph("## Detecting attacked images");
        var table = MarkdownTable.OfNumbers("ε", "attack success %", "L∞ max", "L2 mean", "values changed, mean", "AUROC credibility",
            "AUROC softmax", "AUPR credibility", "AUPR softmax", "FPR at 95 % TPR credibility", "FPR at 95 % TPR softmax");
        foreach (EvaluationResult evaluation in _results.Evaluations.Where(evaluation => evaluation.Epsilon > 0))
        {
            PerturbationResult moved = evaluation.Perturbation;
            (DetectionResult credibility, DetectionResult softmax) = (evaluation.Detection, evaluation.DetectionSoftmax);
            table.Row(Text.Epsilon(evaluation.Epsilon), Text.Percent(moved.SuccessRate),
                Text.Fraction(moved.LinfMax), Text.Fraction(moved.L2Mean), Text.Measure(moved.L0Mean),
                Text.Fraction(credibility.Auroc), Text.Fraction(softmax.Auroc),
                Text.Fraction(credibility.Aupr), Text.Fraction(softmax.Aupr),
                Text.Fraction(credibility.FprAt95Tpr), Text.Fraction(softmax.FprAt95Tpr));
        }
        Paragraph(table.ToString());
        Paragraph("""
            How to read it: attacked images that fool the network, right before and wrong after, are to be told from the clean ones that
            it gets right by how little they are trusted. AUROC is the share of pairs ranked rightly (0.5 is chance, 1 perfect).
            AUPR is the average precision of finding the attacked ones. FPR at 95 % TPR is the share of attacked images that
            still pass where 95 % of the clean ones do: lower is better.
            """);
    }

    private void WriteOutOfDistribution(OodResult ood)
    {
        Paragraph($"## Images of another kind: {Plain(ood.Dataset)}");
        Paragraph(MarkdownTable.OfNumbers("by", "mean %", "share above 0.6 %", "AUROC", "AUPR", "FPR at 95 % TPR")
            .Row("DkNN credibility", Text.Percent(ood.MeanCredibility), Text.Percent(ood.ShareCredibilityAbove06),
                Text.Fraction(ood.Auroc), Text.Fraction(ood.Aupr), Text.Fraction(ood.FprAt95Tpr))
            .Row("softmax confidence", Text.Percent(ood.MeanSoftmax), Text.Percent(ood.ShareSoftmaxAbove06),
                Text.Fraction(ood.AurocSoftmax), Text.Fraction(ood.AuprSoftmax), Text.Fraction(ood.FprAt95TprSoftmax))
            .ToString());
        Picture(OodFigure.Name(ood.Dataset), $"Trust in clean images and in {ood.Dataset}");
        Paragraph($"""
            How to read it: none of the {Text.Count(ood.Count)} images belongs to any class that the network knows, so that every
            prediction is wrong and trust should be low. The more the two colours stand apart, the easier such images are to
            refuse.
            """);
    }

    private void WriteGallery()
    {
        Paragraph("## Adversarial examples");
        Picture(GalleryFigure.Name, "Adversarial examples by budget, with both predictions");
        Paragraph("""
            How to read it: each column is one image, each row one budget ε. Beneath stand the network's class with its softmax
            confidence, and DkNN's class with its credibility; wrong ones are in colour.
            """);
    }

    private void WriteExplanations(RunExplanations explanations)
    {
        Paragraph("## Why: some images explained");
        foreach (RunExplanation explanation in explanations.Images)
        {
            string what = explanation.Kind switch
            {
                RunExplanation.MostCredible => "The most credible clean image",
                RunExplanation.LeastCredible => "The least credible clean image",
                _ => $"The first image that the attack fools the network with, ε = {Text.Epsilon(explanation.Epsilon)}",
            };
            Paragraph($"""
                {what}: number {explanation.Id} of the test set, labelled {MarkdownText.Escape(explanations.ClassName(explanation.Label))}.
                Verdict: {MarkdownText.Escape(explanation.Image.Verdict)}.
                """);
            Picture(RunFigures.Explained(explanation), $"{what}: p-values, and the nearest training images of every layer");
        }
        Paragraph(ExplanationText.HowToRead);
    }

    private void WriteCosts()
    {
        Paragraph("## Indexes");
        RecallResult[] others = [.. _results.Indexes.Take(1).SelectMany(index => index.Recalls.Skip(1))];
        var indexes = MarkdownTable.OfNumbers([
            "layer", "index", "effort", "dimension", $"recall@{_results.Neighbors}",
            .. others.Select(other => other.Epsilon > 0 ? $"at ε = {Text.Epsilon(other.Epsilon)}" : Plain(other.Dataset)),
            "build s", "query ms per image", "MiB on disk", "load s"]);
        foreach (IndexResult index in _results.Indexes)
        {
            string effort = index.Effort is { } dial ? $"{Plain(dial.Name)} {Text.Measure(dial.Value)}" : "–";
            indexes.Row([
                Plain(index.Layer), Plain(index.Index ?? _results.Index.Name), effort, Text.Count(index.Dimension), Text.Fraction(index.RecallAtK),
                .. others.Select(other => Text.Fraction(index.Recalls.FirstOrDefault(own => AreOfTheSameImages(own, other))?.RecallAtK)),
                Text.Measure(index.BuildSeconds), Text.Measure(index.QueryMillisecondsPerImage), Text.MebiBytes(index.Bytes),
                Text.Measure(index.LoadSeconds)]);
        }
        Paragraph(indexes.ToString());
        Paragraph("""
            Recall is the share of the true nearest rows that the index finds, on a sample: of the clean images, of those attacked with
            the greatest budget and of foreign ones. The size is that of the index and of the rows that it searches.
            """);
        foreach (IndexResult index in _results.Indexes.Where(index => index.Why is not null))
        {
            Paragraph(Plain($"{index.Layer}: {index.Index}, because {index.Why}."));
        }

        Paragraph("## Stages");
        var stages = MarkdownTable.OfNumbers("stage", "seconds", "from the cache");
        foreach (StageResult stage in _results.Stages) stages.Row(stage.Name, Text.Measure(stage.Seconds), stage.Cached ? "yes" : "no");
        stages.Row("all", Text.Measure(_results.Stages.Sum(stage => stage.Seconds)), "");
        Paragraph(stages.ToString());
        Paragraph($"Peak memory: {Text.MebiBytes(_results.PeakMemoryBytes)} MiB.");
    }

    private static bool AreOfTheSameImages(RecallResult one, RecallResult other) =>
        one.Dataset == other.Dataset && one.Epsilon == other.Epsilon;

    private void WriteSettings()
    {
        Paragraph("## Settings and versions");
        var table = MarkdownTable.OfText("setting", "value");
        foreach (RunSetting setting in RunSettings.Of(_results)) table.Row(setting.Name, Plain(setting.Value));
        Paragraph(table.ToString());
    }

    /// <summary>What people named, as it is.</summary>
    private static string Plain(string text) => MarkdownText.Escape(text);

    private static string ShareOf(IReadOnlyList<int> histogram, Index bin)
    {
        double all = histogram.Sum();
        return Text.Percent(all == 0 ? null : histogram[bin.GetOffset(histogram.Count)] / all);
    }

    private void Picture(string name, string caption) => _text.Picture(name, caption);

    private void Paragraph(string text) => _text.Paragraph(text);
}
