using System.Collections.Immutable;
using System.Text.Json.Serialization;
using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>Runs side by side: what differs in their settings, then what they measured.</summary>
/// <param name="Runs">What to call each run.</param>
/// <param name="Settings">The settings that are not the same in all.</param>
/// <param name="Tables">What was measured.</param>
public sealed record RunComparison(
    ImmutableArray<string> Runs, ImmutableArray<ComparedSetting> Settings, ImmutableArray<ComparedTable> Tables)
{
    /// <summary>Longer names would make tables wider than a terminal or a page.</summary>
    private const int LongestHeading = 24;

    /// <summary>What stands over the columns of the runs: their names, or "run 1" and so on where one of them is long.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Headings => HasShortHeadings ? [.. Runs.Select((_, place) => $"run {place + 1}")] : Runs;

    /// <summary>Whether <see cref="Headings"/> are not the names, so that a legend has to say what they are.</summary>
    [JsonIgnore]
    public bool HasShortHeadings => Runs.Any(name => name.Length > LongestHeading);

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
            ByEpsilon("Accuracy of the network", ComparedTable.Percent, evaluation => evaluation.Network.Accuracy),
            ByEpsilon("Accuracy of DkNN", ComparedTable.Percent, evaluation => evaluation.Dknn.Accuracy),
            ByEpsilon("Mean softmax confidence", ComparedTable.Percent, evaluation => evaluation.Network.MeanConfidence),
            ByEpsilon("Mean credibility", ComparedTable.Percent, evaluation => evaluation.Dknn.MeanCredibility),
            ByEpsilon("Detection of attacked images by credibility (AUROC)", ComparedTable.Fraction, evaluation => evaluation.Detection.Auroc),
            ByEpsilon("Detection of attacked images by softmax (AUROC)", ComparedTable.Fraction, evaluation => evaluation.DetectionSoftmax.Auroc),
            ByStranger("Detection of foreign images by credibility (AUROC)", ood => ood.Auroc),
            ByStranger("Detection of foreign images by softmax (AUROC)", ood => ood.AurocSoftmax),
            ByScore(
                "Detection of attacked images by every score (AUROC)",
                run => run.Evaluations.Where(one => one.Epsilon > 0).SelectMany(one => one.Scores.Select(score => (Text.Images(one.Epsilon), score)))),
            ByScore(
                "Detection of foreign images by every score (AUROC)",
                run => run.Ood.SelectMany(ood => ood.Scores.Select(score => (ood.Dataset, score)))),
            ByLayer("Recall of the index", ComparedTable.Fraction, index => index.RecallAtK),
            ByLayer("Search (ms an image)", format: null, index => index.QueryMillisecondsPerImage),
            Costs(results),
        ];
        return new([.. runs.Select(run => run.Name)], Differing(results), [.. tables.Where(table => !table.Rows.IsEmpty)]);

        ComparedTable ByEpsilon(string title, string format, Func<EvaluationResult, double?> number) => new(
            title, "ε", Rows(results, run => run.Evaluations, one => one.Epsilon, Text.Epsilon, number)) { Format = format };

        ComparedTable ByStranger(string title, Func<OodResult, double?> number) => new(
            title, "data set", Rows(results, run => run.Ood, ood => ood.Dataset, name => name, number)) { Format = ComparedTable.Fraction };

        ComparedTable ByScore(string title, Func<RunResults, IEnumerable<(string Images, ScoreResult Score)>> scores) => new(
            title,
            "images, score",
            Rows(
                results,
                run => scores(run).Select(one => Tuple.Create($"{one.Images}, {one.Score.Name}", one.Score.Detection.Auroc)),
                one => one.Item1,
                name => name,
                one => one.Item2)) { Format = ComparedTable.Fraction };

        ComparedTable ByLayer(string title, string? format, Func<IndexResult, double?> number) => new(
            title, "layer", Rows(results, run => run.Indexes, index => index.Layer, name => name, number)) { Format = format };
    }

    private static ImmutableArray<ComparedRow> Rows<TPart, TKey>(
        RunResults[] results, Func<RunResults, IEnumerable<TPart>> parts, Func<TPart, TKey> key, Func<TKey, string> name,
        Func<TPart, double?> number)
        where TPart : class
    {
        TKey[] keys = [.. results.SelectMany(parts).Select(key).Distinct()];
        // Numbers ascend; names stay in the order of the first run that has them.
        if (keys is double[] epsilons) Array.Sort(epsilons);
        return
        [
            .. keys.Select(wanted => new ComparedRow(name(wanted), [.. results.Select(run => In(run, wanted))]))
                .Where(row => row.Values.Any(value => value is not null)),
        ];

        double? In(RunResults run, TKey wanted) =>
            parts(run).FirstOrDefault(part => EqualityComparer<TKey>.Default.Equals(key(part), wanted)) is { } found ? number(found) : null;
    }

    private static ComparedTable Costs(RunResults[] results) => new(
        "Costs", "what",
        [
            new("all stages (s)", [.. results.Select(run => (double?)run.Stages.Sum(stage => stage.Seconds))]),
            new("stages from the cache", [.. results.Select(run => (double?)run.Stages.Count(stage => stage.Cached))]),
            new("peak memory (MiB)", [.. results.Select(run => (double?)run.PeakMemoryBytes / (1 << 20))]),
        ]) { Format = ComparedTable.Count };

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
