using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Core;

/// <content>Conventions as text, <c>key=value</c> joined by commas.</content>
public sealed partial record Conventions
{
    private static readonly ImmutableArray<Field> Fields =
    [
        new("space", conventions => conventions.Space.ToString(), (conventions, text) => conventions with { Space = SpaceChain.Parse(text) }),
        Choice("rows", conventions => conventions.Rows, (conventions, value) => conventions with { Rows = value },
            ("f32", RowFormat.Float32), ("f16", RowFormat.Float16), ("i8", RowFormat.Int8)),
        Choice("output", conventions => conventions.Output, (conventions, value) => conventions with { Output = value },
            ("softmax", OutputRow.Softmax), ("logits", OutputRow.Logits)),
        Choice("calibration", conventions => conventions.Calibration, (conventions, value) => conventions with { Calibration = value },
            ("stratified", CalibrationDraw.Stratified), ("random", CalibrationDraw.Random), ("first", CalibrationDraw.First)),
        Choice("missing", conventions => conventions.Missing, (conventions, value) => conventions with { Missing = value },
            ("disagree", MissingNeighbors.Disagree), ("class-0", MissingNeighbors.ClassZero)),
        Choice("zeros", conventions => conventions.TrimZeros, (conventions, value) => conventions with { TrimZeros = value },
            ("kept", false), ("trimmed", true)),
        Choice("p", conventions => conventions.PValue, (conventions, value) => conventions with { PValue = value },
            ("share", PValueRule.Share), ("valid", PValueRule.Valid), ("smoothed", PValueRule.Smoothed)),
        Choice("classes", conventions => conventions.ClassConditional, (conventions, value) => conventions with { ClassConditional = value },
            ("together", false), ("apart", true)),
        Choice("predict", conventions => conventions.Prediction, (conventions, value) => conventions with { Prediction = value },
            ("p+votes", PredictionRule.PValueThenVotes), ("p", PredictionRule.PValue), ("votes", PredictionRule.Votes)),
    ];

    /// <summary>Changes of a part of the space, which have no text of their own in what is written.</summary>
    private static readonly ImmutableArray<Field> Changes =
    [
        new("center", _ => "", (conventions, text) => conventions with { Space = conventions.Space.Centered(text) }),
        new("project", _ => "", (conventions, text) => conventions with
        {
            Space = conventions.Space.Projected(text == "none" ? null : SpaceStep.Parse($"project:{text}")),
        }),
    ];

    /// <summary>Every convention, in one order: equal texts are equal conventions.</summary>
    public override string ToString() => string.Join(',', Fields.Select(field => $"{field.Key}={field.Get(this)}"));

    /// <summary>Reads conventions: a preset's name, changes such as <c>center=before</c>, or a name and changes, joined by commas.</summary>
    /// <param name="text">The conventions; empty for those of the thesis.</param>
    /// <exception cref="FormatException">A name or a value is unknown; the message says which there are.</exception>
    public static Conventions Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var conventions = Thesis;
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (int place = 0; place < parts.Length; place++)
        {
            string part = parts[place];
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0) conventions = Change(conventions, part[..equals], part[(equals + 1)..]);
            else if (Presets.TryGetValue(part, out var preset) && place == 0) conventions = preset;
            else throw Unknown(part, place);
        }
        return conventions;
    }

    private static Conventions Change(Conventions conventions, string key, string value)
    {
        var field = Fields.Concat(Changes).FirstOrDefault(field => field.Key == key)
            ?? throw new FormatException($"'{key}' is no convention; there are {string.Join(", ", Fields.Concat(Changes).Select(field => field.Key))}.");
        return field.Set(conventions, value);
    }

    private static FormatException Unknown(string part, int place) => new(
        Presets.ContainsKey(part)
            ? $"'{part}' stands in place {place + 1}; a name of conventions comes first, and changes after it."
            : $"'{part}' names no conventions; there are {string.Join(", ", Presets.Keys)}, and changes such as center=before.");

    private static Field Choice<T>(
        string key, Func<Conventions, T> get, Func<Conventions, T, Conventions> set, params (string Name, T Value)[] choices) => new(
        key,
        conventions => choices.First(choice => Equals(choice.Value, get(conventions))).Name,
        (conventions, text) => choices.FirstOrDefault(choice => choice.Name == text) is { Name: not null } choice
            ? set(conventions, choice.Value)
            : throw new FormatException($"{key}={text}: there are {string.Join(", ", choices.Select(choice => choice.Name))}."));

    private sealed record Field(string Key, Func<Conventions, string> Get, Func<Conventions, string, Conventions> Set);
}
