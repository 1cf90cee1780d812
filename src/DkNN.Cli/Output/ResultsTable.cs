using System.Globalization;
using DkNN.Experiments;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>The results of a run, in a table.</summary>
internal static class ResultsTable
{
    public static void Show(IAnsiConsole console, RunOutcome outcome)
    {
        var results = outcome.Results;
        var deviations = outcome.Deviation?.Evaluations;
        var output = console.Profile.Out.Writer;
        output.WriteLine($"{results.Architecture} on {results.Dataset}, {results.Index.Name} index, {results.Attack.Name}");
        var table = new Table()
            .Border(TableBorder.Rounded);
        foreach (string heading in new[] { "ε", "network", "softmax", "DkNN", "credibility", "confidence" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }
        foreach (var (place, evaluation) in results.Evaluations.Index())
        {
            table.AddRow(
                evaluation.Epsilon.ToString(CultureInfo.InvariantCulture),
                Cell(Percent, one => one.Network.Accuracy),
                Cell(Number, one => one.Network.MeanConfidence),
                Cell(Percent, one => one.Dknn.Accuracy),
                Cell(Number, one => one.Dknn.MeanCredibility),
                Cell(Number, one => one.Dknn.MeanConfidence));

            string Cell(Func<double, string> text, Func<EvaluationResult, double> number)
            {
                double mean = number(evaluation);
                double deviation = deviations is null ? mean : number(deviations[place]);
                return deviation == mean ? text(mean) : $"{text(mean)} ± {text(deviation)}";
            }
        }
        console.Write(table);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Accuracy of network and DkNN, and their mean confidences, on {results.Evaluations[0].Count:N0} images a row."));
        if (results.SeedRuns.Count > 0) output.WriteLine($"Means over {results.SeedRuns.Count} seeds, ± their standard deviation.");
        foreach (var ood in results.Ood)
        {
            output.WriteLine(
                $"Out of distribution, {ood.Dataset}: AUROC {Number(ood.Auroc)} by credibility, {Number(ood.AurocSoftmax)} by softmax; "
                + $"{Percent(ood.ShareCredibilityAbove06)} above credibility 0.6, "
                + $"{Percent(ood.ShareSoftmaxAbove06)} above confidence 0.6.");
        }
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F2} %");

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
