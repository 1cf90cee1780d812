using System.Globalization;
using DkNN.Experiments;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>The results of a run, in a table.</summary>
internal static class ResultsTable
{
    public static void Show(IAnsiConsole console, RunResults results)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine($"{results.Architecture} on {results.Dataset}, {results.Index.Name} index, {results.Attack.Name}");
        var table = new Table()
            .Border(TableBorder.Rounded);
        foreach (string heading in new[] { "ε", "network", "softmax", "DkNN", "credibility", "confidence" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }
        foreach (var evaluation in results.Evaluations)
        {
            table.AddRow(
                evaluation.Epsilon.ToString(CultureInfo.InvariantCulture),
                Percent(evaluation.Network.Accuracy),
                Number(evaluation.Network.MeanConfidence),
                Percent(evaluation.Dknn.Accuracy),
                Number(evaluation.Dknn.MeanCredibility),
                Number(evaluation.Dknn.MeanConfidence));
        }
        console.Write(table);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Accuracy of network and DkNN, and their mean confidences, on {results.Evaluations[0].Count:N0} images a row."));
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
