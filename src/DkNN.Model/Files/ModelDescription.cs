using System.Collections.Immutable;
using DkNN.Core;
using DkNN.Data;

namespace DkNN.Model;

/// <summary>What is known of a model without opening it: the content of <c>model.json</c>, schema 2.</summary>
public sealed record ModelDescription
{
    /// <summary>The schema that this program writes and reads.</summary>
    public const int CurrentSchema = 2;

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

    /// <summary>The conventions, as <see cref="Core.Conventions"/> write them.</summary>
    public required string Conventions { get; init; }

    /// <summary>The selected layers with their indexes, from input to output.</summary>
    public required ImmutableArray<ModelLayer> Layers { get; init; }

    /// <summary>Every plugin that the model needs.</summary>
    public required ImmutableArray<PluginVersion> Plugins { get; init; }

    /// <summary>Every file beside <c>model.json</c>.</summary>
    public ImmutableArray<ModelFile> Files { get; init; } = [];

    /// <summary>What to call a class: its name, or its number where it has none.</summary>
    /// <param name="label">The class, from 0 to <see cref="Classes"/> − 1.</param>
    public string ClassName(int label) => ClassNames.IsDefaultOrEmpty ? $"{label}" : ClassNames[label];

    /// <summary>Reads a picture as the model takes it: scaled, and turned to grey or colour where need be; its changes say what was.</summary>
    /// <param name="path">A PNG, JPEG, BMP, WebP or GIF file.</param>
    /// <param name="invert">Whether dark and light are exchanged: for pen on white paper, where the model knows light strokes on black.</param>
    /// <exception cref="DataFormatException">The file is no picture, damaged or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Picture ReadPicture(string path, bool invert = false)
    {
        using var file = File.OpenRead(path);
        return ReadPicture(file, path, invert);
    }

    /// <summary>Reads a picture from a stream, to its end, as the other overload does from a file.</summary>
    /// <param name="stream">The content of a picture's file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="invert">Whether dark and light are exchanged.</param>
    /// <exception cref="DataFormatException">The content is no picture, damaged or too large.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public Picture ReadPicture(Stream stream, string name, bool invert = false) =>
        PictureReader.ReadAs(stream, name, new PictureShape(Image.Channels, Image.Height, Image.Width), invert);

    /// <summary>The conventions.</summary>
    /// <exception cref="InvalidDataException">A later program made the model, with others than this one knows.</exception>
    internal Conventions ReadConventions()
    {
        try
        {
            return Core.Conventions.Parse(Conventions);
        }
        catch (FormatException problem)
        {
            throw new InvalidDataException($"The model's conventions are none of this program: {problem.Message} Repeat the run to make it anew.", problem);
        }
    }

    /// <summary>Images, whose labels are not known, as a set.</summary>
    /// <param name="pixels">N×C×H×W bytes.</param>
    /// <param name="count">Number of images, N.</param>
    internal ImageSet Images(ReadOnlySpan<byte> pixels, int count) =>
        ImageSet.Copy(Image.Channels, Image.Height, Image.Width, Classes, pixels, new int[count]);
}
