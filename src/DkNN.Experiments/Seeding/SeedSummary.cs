using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>
/// Runs that differ in their seeds alone, as one: results of the same shape whose numbers are means over the runs, and such whose numbers
/// are their sample standard deviations. What is the same in all runs, be it a name, a count or a budget, stands in both as it is.
/// </summary>
public static class SeedSummary
{
    /// <summary>Steps of the shares of images kept, at which runs with other thresholds can be compared.</summary>
    private const int SelectiveSteps = 40;

    /// <summary>Summarises runs.</summary>
    /// <param name="seeds">The seed of every run.</param>
    /// <param name="runs">The runs, at least two, of one experiment.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static (RunResults Mean, RunResults Deviation) Of(IReadOnlyList<int> seeds, IReadOnlyList<RunResults> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count < 2) throw new ArgumentException("A deviation takes two runs or more.", nameof(runs));
        string[] stages = [.. runs.SelectMany(run => run.Stages).Select(stage => stage.Name).Distinct()];
        // A mean of seeds means nothing: they stand in a list of their own.
        object?[] comparable = [.. runs.Select(run => Comparable(run, stages) with { Seed = runs[0].Seed, Seeds = runs[0].Seeds, SeedRuns = seeds })];
        return (Merged(comparable, Mean), Merged(comparable, Deviation));
    }

    private static RunResults Merged(object?[] runs, Func<double[], double> merge) =>
        Merge(runs, merge).Deserialize(ResultsJsonContext.Default.RunResults)!;

    private static JsonNode? Merge(object?[] values, Func<double[], double> merge)
    {
        object[] there = [.. values.OfType<object>()];
        if (there.Length == 0) return null;
        switch (there[0])
        {
            case double:
                return JsonValue.Create(Number([.. there.Cast<double>()], merge));
            case int or long:
                return JsonValue.Create((long)Math.Round(Number([.. there.Select(Convert.ToDouble)], merge)));
            case string text:
                return JsonValue.Create(text);
            case bool yes:
                return JsonValue.Create(yes);
            case IReadOnlyDictionary<string, string> options:
                return new JsonObject(options.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)JsonValue.Create(option.Value))));
            case IEnumerable:
                object?[][] lists = [.. there.Select(list => ((IEnumerable)list).Cast<object?>().ToArray())];
                // Runs of one experiment have lists of one length; where they do not, nothing can be said of all.
                if (lists.Any(list => list.Length != lists[0].Length)) lists = [lists[0]];
                return new JsonArray([.. Enumerable.Range(0, lists[0].Length).Select(place => Merge([.. lists.Select(list => list[place])], merge))]);
            default:
                return new JsonObject(ResultsJsonContext.Default.GetTypeInfo(there[0].GetType())!.Properties.Where(property => property.Get is not null).Select(
                    property => KeyValuePair.Create(property.Name, Merge([.. there.Select(property.Get!)], merge))));
        }
    }

    private static double Number(double[] values, Func<double[], double> merge) =>
        Array.TrueForAll(values, value => value == values[0]) ? values[0] : merge(values);

    private static double Mean(double[] values) => values.Average();

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    /// <summary>Each run's thresholds are its own, and so are the stages that it found in the cache.</summary>
    private static RunResults Comparable(RunResults run, string[] stages) => run with
    {
        Evaluations =
        [
            .. run.Evaluations.Select(evaluation => evaluation with
            {
                SelectiveAccuracy = Comparable(evaluation.SelectiveAccuracy),
                SelectiveAccuracySoftmax = Comparable(evaluation.SelectiveAccuracySoftmax),
                Scores = [.. evaluation.Scores.Select(score => score with { Selective = Comparable(score.Selective) })],
            }),
        ],
        Stages =
        [
            .. stages.Select(name => new StageResult(
                name,
                run.Stages.Where(stage => stage.Name == name).Sum(stage => stage.Seconds),
                run.Stages.All(stage => stage.Name != name || stage.Cached))),
        ],
    };

    private static SelectivePoint[] Comparable(IReadOnlyList<SelectivePoint> points) => points.Count == 0
        ? []
        :
        [
            .. Enumerable.Range(0, SelectiveSteps).Select(step => 1 - ((double)step / SelectiveSteps))
                .Select(share => points.Last(point => point.ShareKept >= share) with { ShareKept = share }),
        ];
}
