using System.Collections.Immutable;
using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>Runs side by side: what differs in their settings, then what they measured.</summary>
/// <param name="Runs">What to call each run.</param>
/// <param name="Settings">The settings that are not the same in all.</param>
/// <param name="Tables">What was measured.</param>
public sealed record RunComparison(
    ImmutableArray<string> Runs, ImmutableArray<ComparedSetting> Settings, ImmutableArray<ComparedTable> Tables)
{
    /// <summary>Compares runs. What only some of them have, be it an ε, a layer or a data set, leaves gaps in the others.</summary>
    /// <param name="runs">The runs, each with a name of its own.</param>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    public static RunComparison Of(IReadOnlyList<NamedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.DistinctBy(run => run.Name).Count() != runs.Count) throw new ArgumentException("Two runs have one name.", nameof(runs));
        RunResults[] results = [.. runs.Select(run => run.Results)];
        ComparedTable[] tables =
        [
            ByEpsilon("Accuracy of the network (%)", evaluation => evaluation.Network.Accuracy * 100),
            ByEpsilon("Accuracy of DkNN (%)", evaluation => evaluation.Dknn.Accuracy * 100),
            ByEpsilon("Mean softmax confidence (%)", evaluation => evaluation.Network.MeanConfidence * 100),
            ByEpsilon("Mean credibility (%)", evaluation => evaluation.Dknn.MeanCredibility * 100),
            ByEpsilon("Detection of attacked images by credibility (AUROC)", evaluation => evaluation.Detection.Auroc),
            ByEpsilon("Detection of attacked images by softmax (AUROC)", evaluation => evaluation.DetectionSoftmax.Auroc),
            ByStranger("Detection of foreign images by credibility (AUROC)", ood => ood.Auroc),
            ByStranger("Detection of foreign images by softmax (AUROC)", ood => ood.AurocSoftmax),
            ByLayer("Recall of the index", index => index.RecallAtK),
            ByLayer("Search (ms an image)", index => index.QueryMillisecondsPerImage),
            Costs(results),
        ];
        return new([.. runs.Select(run => run.Name)], Differing(results), [.. tables.Where(table => !table.Rows.IsEmpty)]);

        ComparedTable ByEpsilon(string title, Func<EvaluationResult, double?> number) => Table(
            title, "ε", results, run => run.Evaluations, evaluation => evaluation.Epsilon, Text.Epsilon, number, sorted: true);

        ComparedTable ByStranger(string title, Func<OodResult, double?> number) => Table(
            title, "data set", results, run => run.Ood, ood => ood.Dataset, name => name, number, sorted: false);

        ComparedTable ByLayer(string title, Func<IndexResult, double?> number) => Table(
            title, "layer", results, run => run.Indexes, index => index.Layer, name => name, number, sorted: false);
    }

    private static ComparedTable Table<TPart, TKey>(
        string title, string kind, RunResults[] results, Func<RunResults, IReadOnlyList<TPart>> parts, Func<TPart, TKey> key,
        Func<TKey, string> name, Func<TPart, double?> number, bool sorted)
        where TPart : class
    {
        TKey[] keys = [.. results.SelectMany(parts).Select(key).Distinct()];
        if (sorted) Array.Sort(keys);
        var rows = keys.Select(wanted => new ComparedRow(
            name(wanted),
            [
                .. results.Select(run =>
                    parts(run).FirstOrDefault(part => EqualityComparer<TKey>.Default.Equals(key(part), wanted)) is { } found ? number(found) : null),
            ]));
        return new(title, kind, [.. rows.Where(row => row.Values.Any(value => value is not null))]);
    }

    private static ComparedTable Costs(RunResults[] results) => new(
        "Costs", "what",
        [
            new("all stages, those from the cache included (s)", [.. results.Select(run => (double?)run.Stages.Sum(stage => stage.Seconds))]),
            new("stages from the cache", [.. results.Select(run => (double?)run.Stages.Count(stage => stage.Cached))]),
            new("peak memory (MiB)", [.. results.Select(run => (double?)run.PeakMemoryBytes / (1 << 20))]),
        ]);

    private static ImmutableArray<ComparedSetting> Differing(RunResults[] results)
    {
        Dictionary<string, string>[] settings =
            [.. results.Select(run => RunSettings.Of(run).ToDictionary(setting => setting.Name, setting => setting.Value))];
        return
        [
            .. settings.SelectMany(run => run.Keys).Distinct()
                .Select(name => new ComparedSetting(name, [.. settings.Select(run => run.GetValueOrDefault(name))]))
                .Where(setting => setting.Values.Distinct().Count() > 1),
        ];
    }
}
