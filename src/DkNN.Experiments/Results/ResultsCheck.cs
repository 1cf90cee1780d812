using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace DkNN.Experiments;

/// <summary>
/// Finds in results what no run can have measured, and what the reader of JSON lets through: lists with gaps, shares beyond 1, negative
/// counts. Fields that a later program added are not looked at, since results do not hold them.
/// </summary>
internal static class ResultsCheck
{
    /// <summary>Sums of shares that make up 1 may come out above it in their last bits.</summary>
    private const double One = 1 + 1e-9;

    /// <summary>Shares, rates and what else is from 0 to 1.</summary>
    private static readonly FrozenSet<string> _shares = FrozenSet.Create(
        "accuracy", "aupr", "auprIn", "auprSoftmax", "auroc", "aurocSoftmax", "coverage", "emptyShare", "epsilon", "expectedCalibrationError",
        "expectedHigh", "expectedLow", "flaggedAt95Caught", "fprAt95Tpr", "fprAt95TprSoftmax", "from", "level", "meanConfidence",
        "meanCredibility", "meanSoftmax", "recallAtK", "recallBound", "shareCredibilityAbove06", "shareKept", "shareSoftmaxAbove06",
        "singleShare", "successRate", "targetRecall", "threshold", "to");

    /// <summary>Where any number may stand: seeds, the value of an index's dial, scores, and logarithms.</summary>
    private static readonly FrozenSet<string> _free = FrozenSet.Create(
        "drift.path", "drift.threshold", "effort.value", "scores.mean", "seed", "seedRuns", "seeds.attack", "seeds.index", "seeds.split",
        "seeds.training", "selective.threshold");

    /// <summary>Says no to the first thing that cannot be, by its place in the file.</summary>
    /// <param name="results">The results.</param>
    /// <exception cref="JsonException">There is one.</exception>
    public static void Require(RunResults results) => Require(results, "", "", "");

    private static void Require(object? value, string place, string parent, string name)
    {
        switch (value)
        {
            case null or string or bool:
                return;
            case double or int or long:
                RequireNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture), place, parent, name);
                return;
            case IReadOnlyDictionary<string, string>:
                return;
            case IEnumerable list:
                foreach (var (index, item) in list.Cast<object?>().Index())
                {
                    if (item is null) throw new JsonException($"'{place}' holds null");
                    Require(item, $"{place}[{index}]", parent, name);
                }
                return;
        }
        foreach (var property in ResultsJsonContext.Default.GetTypeInfo(value.GetType())!.Properties)
        {
            Require(property.Get!(value), place.Length == 0 ? property.Name : $"{place}.{property.Name}", name, property.Name);
        }
    }

    private static void RequireNumber(double number, string place, string parent, string name)
    {
        string? range =
            !double.IsFinite(number) ? "a number"
            : _free.Contains(name) || _free.Contains($"{parent}.{name}") ? null
            : _shares.Contains(name) ? number is >= 0 and <= One ? null : "from 0 to 1"
            : number < 0 ? "0 or more"
            : null;
        if (range is not null) throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{place}' is {number}, but must be {range}"));
    }
}
