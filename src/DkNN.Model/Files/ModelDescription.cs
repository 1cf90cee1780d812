using System.Collections.Immutable;

namespace DkNN.Model;

/// <summary>What is known of a model without opening it: the content of <c>model.json</c>, schema 1.</summary>
public sealed record ModelDescription
{
    /// <summary>The schema that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the file's layout.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The program that made the model.</summary>
    public required ProgramVersion Program { get; init; }

    /// <summary>Name of the data set that it was fitted on.</summary>
    public required string Dataset { get; init; }

    /// <summary>Name of the architecture plugin.</summary>
    public required string Architecture { get; init; }

    /// <summary>Fingerprint of the architecture; a plugin of another one is refused.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Name of the layer selection.</summary>
    public required string Selection { get; init; }

    /// <summary>Shape of an image. Pixels from 0 to 255 are scaled to [0, 1]; the architecture does all further normalisation.</summary>
    public required ImageShape Image { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>A name for every class, or empty for none.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>Neighbours k per layer.</summary>
    public required int Neighbors { get; init; }

    /// <summary>Number of training images, which are the rows of every layer.</summary>
    public required int TrainingImages { get; init; }

    /// <summary>Conventions of the p-value.</summary>
    public required CalibrationSettings Calibration { get; init; }

    /// <summary>The selected layers with their indexes, from input to output.</summary>
    public required ImmutableArray<ModelLayer> Layers { get; init; }

    /// <summary>Every plugin that the model needs.</summary>
    public required ImmutableArray<PluginVersion> Plugins { get; init; }

    /// <summary>Every file beside <c>model.json</c>.</summary>
    public ImmutableArray<ModelFile> Files { get; init; } = [];

    /// <summary>What to call a class: its name, or its number where it has none.</summary>
    /// <param name="label">The class, from 0 to <see cref="Classes"/> − 1.</param>
    public string ClassName(int label) => ClassNames.IsDefaultOrEmpty ? $"{label}" : ClassNames[label];
}
