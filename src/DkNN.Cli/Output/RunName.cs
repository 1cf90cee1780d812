using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DkNN.Core;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Model;

namespace DkNN.Cli;

/// <summary>
/// The name of a run's directory where none was given: data set, architecture, layers, index and attack, then whatever is not as by
/// default, so that two experiments that differ never share one.
/// </summary>
internal static class RunName
{
    /// <summary>File systems take 255 bytes; what stands beside the directory while it is made needs some.</summary>
    private const int MostBytes = 160;
    private const int HashDigits = 8;

    /// <summary>Characters that some system has other uses for.</summary>
    private const string Refused = "<>:\"/\\|?*";

    /// <summary>The name for an experiment.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="defaults">What it would be if nothing but the data set were given.</param>
    /// <param name="seeds">How many seeds it is repeated with.</param>
    public static string Of(ExperimentPlan plan, ExperimentOptions defaults, int seeds = 1) => Of(
    [
        plan.Data.Name, plan.Architecture.Name, plan.Selection.Info.Name, plan.Index.Name, plan.Attack.Name,
        .. Content("data", plan.Options.Dataset, () => plan.Data.Train.Fingerprint + plan.Data.Test.Fingerprint),
        .. Differences(
            plan.Options with { TargetRecall = plan.TargetRecall },
            defaults with
            {
                BatchSize = BatchSizes.ForTraining(plan.Architecture.Architecture),
                TargetRecall = plan.Index.Name == ExperimentOptions.Auto ? ExperimentOptions.AutoRecall : null,
            }),
        .. Content("strangers", plan.Options.OutOfDistribution, () => plan.OutOfDistribution!.Test.Fingerprint),
        .. seeds > 1 ? [$"{seeds}seeds"] : Array.Empty<string>(),
    ]);

    /// <summary>The parts as one name that every file system takes; where that loses something, a hash of it stands at the end.</summary>
    public static string Of(IEnumerable<string> parts)
    {
        string whole = string.Join('-', parts);
        string name = string.Concat(whole.Select(letter => char.IsControl(letter) || Refused.Contains(letter, StringComparison.Ordinal) ? '_' : letter));
        if (name == whole && Encoding.UTF8.GetByteCount(name) <= MostBytes) return name;
        while (Encoding.UTF8.GetByteCount(name) > MostBytes - HashDigits - 1) name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        return $"{name}-{Hash(whole)}";
    }

    /// <summary>What is not as by default, each in a short form that no other has.</summary>
    public static IEnumerable<string> Differences(ExperimentOptions options, ExperimentOptions defaults)
    {
        if (options.Index.Options.Length > 0) yield return options.Index.Options;
        if (options.Attack.Options.Length > 0) yield return $"attack+{options.Attack.Options}";
        if (!options.Target.Equals(defaults.Target, StringComparison.OrdinalIgnoreCase)) yield return $"to{options.Target.ToLowerInvariant()}";
        if (options.AttackLabel != defaults.AttackLabel) yield return $"label{options.AttackLabel.ToString().ToLowerInvariant()}";
        if (options.PixelRange != defaults.PixelRange) yield return $"range{options.PixelRange}";
        if (!options.Epsilons.SequenceEqual(defaults.Epsilons)) yield return $"e{string.Join(',', options.Epsilons.Select(epsilon => Text(epsilon)))}";
        if (options.TargetRecall != defaults.TargetRecall) yield return $"recall{Text(options.TargetRecall ?? 0)}";
        if (options.Neighbors != defaults.Neighbors) yield return $"k{options.Neighbors}";
        if (options.Epochs != defaults.Epochs) yield return $"epochs{options.Epochs}";
        if (options.BatchSize != defaults.BatchSize) yield return $"batch{options.BatchSize}";
        if (options.LearningRate != defaults.LearningRate) yield return $"rate{Text(options.LearningRate)}";
        if (options.Calibration != defaults.Calibration) yield return $"calibration{options.Calibration}";
        if (options.Scores is { } scores) yield return $"scores+{string.Join('+', scores.Select(score => $"{score.Name}:{score.Options}".TrimEnd(':')))}";
        if (options.Conventions != defaults.Conventions) yield return ConventionsOf(options.Conventions);
        if (options.Seeds != defaults.Seeds) yield return SeedsOf(options.Seeds);
        if (options.Limit is { } limit) yield return $"limit{limit}";
        if (options.Pictures.Gray) yield return "gray";
        if (options.Pictures.Resize is { } size) yield return $"{size}";
        if (options.Pictures.Invert) yield return "inverted";
        if (options.OutOfDistribution != defaults.OutOfDistribution) yield return $"ood+{Path.GetFileName(options.OutOfDistribution) ?? "none"}";
    }

    private static string ConventionsOf(Conventions conventions) =>
        conventions.Name ?? $"conventions+{string.Join(',', $"{conventions}".Split(',').Except($"{Conventions.Thesis}".Split(',')))}";

    private static string SeedsOf(Seeds seeds) => seeds == Seeds.All(seeds.Training)
        ? $"seed{seeds.Training}"
        : $"seeds{seeds.Training},{seeds.Split},{seeds.Index},{seeds.Attack}";

    /// <summary>The name of a folder says nothing of what is in it; a known name has one content.</summary>
    private static IEnumerable<string> Content(string what, string? dataset, Func<string> fingerprint)
    {
        if (dataset is not null && !KnownDataSets.All.Any(known => known.Name == dataset)) yield return $"{what}{Hash(fingerprint())}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
