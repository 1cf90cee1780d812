using System.Collections.Immutable;

namespace DkNN;

/// <summary>What is known of an architecture without building it.</summary>
/// <param name="Name">Name of the plugin.</param>
/// <param name="Input">Shape of one input image.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Layers">Every layer, in order of computation.</param>
/// <param name="Fingerprint">
/// SHA-256, in lower-case hex, of the architecture's canonical text. Weights and indexes carry it, so that an artefact of another
/// architecture is refused.
/// </param>
/// <param name="Description">One line for the catalogue.</param>
public sealed record ArchitectureInfo(
    string Name, ImageShape Input, int Classes, ImmutableArray<Layer> Layers, string Fingerprint, string Description)
{
    /// <summary>
    /// Name of the dense layer that gives the logits, with nothing but a softmax after it; null where the network ends otherwise, or was
    /// built against contract 1.3 or older.
    /// </summary>
    public string? Head { get; init; }
}
