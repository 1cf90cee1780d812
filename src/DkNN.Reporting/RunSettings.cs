using System.Globalization;
using DkNN.Experiments;
using DkNN.Model;

namespace DkNN.Reporting;

/// <summary>All that a run was asked for and was made of, as its results say it.</summary>
internal static class RunSettings
{
    /// <summary>As much of a fingerprint as tells two apart.</summary>
    private const int FingerprintDigits = 12;

    /// <summary>The settings; those that an older file lacks are left out.</summary>
    public static IEnumerable<RunSetting> Of(RunResults results) =>
        [.. Data(results), .. Model(results), .. Attack(results), .. Conventions(results), .. Versions(results)];

    private static IEnumerable<RunSetting> Data(RunResults results)
    {
        yield return new("data set", results.Dataset);
        if (results.Asked?.Pictures is { } pictures) yield return new("pictures", Changes(pictures));
        yield return new("training images", Text.Count(results.Split.Train));
        yield return new("calibration images", Text.Count(results.Split.Calibration));
        yield return new("test images of the split", Text.Count(results.Split.Test));
        if (results.Asked is { } asked) yield return new("limit of test images", asked.Limit is { } limit ? Text.Count(limit) : "none");
        if (results.Ood.Count > 0) yield return new("foreign images", string.Join(", ", results.Ood.Select(ood => ood.Dataset)));
        if (results.Fingerprints is not { } prints) yield break;
        yield return new("fingerprint of the training images", Short(prints.Train));
        yield return new("fingerprint of the test images", Short(prints.Test));
        yield return new("fingerprint of the calibration's choice", Short(prints.Calibration));
    }

    private static IEnumerable<RunSetting> Model(RunResults results)
    {
        yield return new("architecture", results.Architecture);
        if (results.Fingerprints is { } prints) yield return new("fingerprint of the architecture", Short(prints.Architecture));
        if (results.Asked?.Training is { } training)
        {
            yield return new("epochs", Text.Count(training.Epochs));
            yield return new("images a training step", Text.Count(training.Batch));
            yield return new("learning rate", Number(training.LearningRate));
        }
        if (results.Asked is { } asked) yield return new("layer selection", asked.Selection);
        yield return new("layers", string.Join(", ", results.Layers));
        yield return new("neighbours per layer", Text.Count(results.Neighbors));
        yield return new("index", Describe(results.Index));
        yield return new("recall tuned to", results.TargetRecall is { } recall ? Number(recall) : "not tuned");
    }

    private static IEnumerable<RunSetting> Attack(RunResults results)
    {
        yield return new("attack", Describe(results.Attack));
        if (results.Asked is { } asked) yield return new("target of the attack", asked.Target);
        if (results.Asked?.AttackLabel is { } label) yield return new("label that the attack starts from", label == "own" ? "the network's own answer" : label);
        if (results.Asked?.PixelRange is { } range) yield return new("range of attacked pixels", range);
        yield return new("budgets ε", string.Join(", ", results.Evaluations.Select(evaluation => Text.Epsilon(evaluation.Epsilon))));
    }

    private static IEnumerable<RunSetting> Conventions(RunResults results)
    {
        yield return results.SeedRuns.Count > 0
            ? new("seeds", string.Join(", ", results.SeedRuns))
            : new("seed", results.Seed.ToString(CultureInfo.InvariantCulture));
        if (results.Seeds is { } seeds && seeds != Seeds.All(results.Seed))
        {
            yield return new("seeds of split, index, attack", $"{seeds.Split}, {seeds.Index}, {seeds.Attack}");
        }
        foreach (string convention in results.Conventions.Split(','))
        {
            string[] parts = convention.Split('=', 2);
            yield return new($"convention: {parts[0]}", parts[^1]);
        }
    }

    private static IEnumerable<RunSetting> Versions(RunResults results)
    {
        yield return new("program", $"{results.Program.Name} {results.Program.Version}");
        foreach (var kind in results.Plugins.GroupBy(plugin => plugin.Kind))
        {
            yield return new($"plugin ({kind.Key})", string.Join(", ", kind.Select(plugin => $"{plugin.Name} {plugin.Version}")));
        }
    }

    private static string Changes(PictureResult pictures)
    {
        string[] changes =
        [
            pictures.Gray ? "turned to grey" : "", pictures.Resize is { } size ? $"scaled to {size}" : "", pictures.Invert ? "inverted" : "",
        ];
        return changes.All(change => change.Length == 0) ? "as stored" : string.Join(", ", changes.Where(change => change.Length > 0));
    }

    private static string Describe(PluginSettings plugin) => plugin.Options.Count == 0
        ? plugin.Name
        : $"{plugin.Name}: "
            + $"{string.Join(", ", plugin.Options.Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal))}";

    private static string Short(string fingerprint) => fingerprint[..Math.Min(FingerprintDigits, fingerprint.Length)];

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
