using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Core;

/// <summary>
/// All that published code of DkNN disagrees on. Its text is what a person gives, part of the name of every artefact that depends on it,
/// and what results and models record, so that none of it can be forgotten. Without changes it is that of the thesis.
/// </summary>
public sealed partial record Conventions
{
    /// <summary>Steps from activations to rows; <c>space=unit+center</c>.</summary>
    public SpaceChain Space { get; init; } = new(SpaceStep.Unit, SpaceStep.Center);

    /// <summary>How rows are kept; <c>rows=f32</c>, <c>f16</c> or <c>i8</c>.</summary>
    public RowFormat Rows { get; init; }

    /// <summary>What the last layer gives; <c>output=softmax</c> or <c>logits</c>.</summary>
    public OutputRow Output { get; init; }

    /// <summary>Which test images calibrate; <c>calibration=stratified</c>, <c>random</c> or <c>first</c>.</summary>
    public CalibrationDraw Calibration { get; init; }

    /// <summary>What a missing neighbour counts as; <c>missing=disagree</c> or <c>class-0</c>.</summary>
    public MissingNeighbors Missing { get; init; }

    /// <summary>Whether calibration scores of 0 are dropped, as CleverHans does; <c>zeros=kept</c> or <c>trimmed</c>.</summary>
    public bool TrimZeros { get; init; }

    /// <summary>How scores give p-values; <c>p=share</c>, <c>valid</c> or <c>smoothed</c>.</summary>
    public PValueRule PValue { get; init; }

    /// <summary>Whether a class is judged by the calibration images of that class alone (Mondrian); <c>classes=together</c> or <c>apart</c>.</summary>
    public bool ClassConditional { get; init; }

    /// <summary>How a class is predicted; <c>predict=p+votes</c>, <c>p</c> or <c>votes</c>.</summary>
    public PredictionRule Prediction { get; init; }

    /// <summary>The conventions of the thesis, and of this program where nothing else is asked for.</summary>
    public static Conventions Thesis { get; } = new();

    /// <summary>Conventions that have a name, in alphabetical order.</summary>
    public static ImmutableSortedDictionary<string, Conventions> Presets { get; } = new Dictionary<string, Conventions>
    {
        ["thesis"] = Thesis,
        // Algorithm 1 as it is printed: no word on ties, nor on a mean.
        ["paper"] = new() { Space = new(SpaceStep.Unit), Prediction = PredictionRule.PValue },
        ["cleverhans"] = new()
        {
            Output = OutputRow.Logits, Calibration = CalibrationDraw.First, Missing = MissingNeighbors.ClassZero, TrimZeros = true,
            Prediction = PredictionRule.PValue,
        },
        ["sitawarin"] = new() { Space = new(SpaceStep.Unit), Output = OutputRow.Logits, Prediction = PredictionRule.Votes },
        ["conformal"] = new() { PValue = PValueRule.Smoothed },
        ["compact"] = new() { Space = new(SpaceStep.Center, SpaceStep.Unit, SpaceStep.Project(64)), Rows = RowFormat.Int8 },
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The name that these conventions have; null for none.</summary>
    public string? Name => Presets.FirstOrDefault(preset => preset.Value == this).Key;
}
