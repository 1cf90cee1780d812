namespace DkNN.Generators.Models;

/// <summary>A well-formed architecture.</summary>
/// <param name="Type">The class.</param>
/// <param name="Name">Name of the plugin.</param>
/// <param name="Description">One line for the catalogue.</param>
/// <param name="Input">Shape of an image.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Layers">Every layer, those of blocks too, in order of computation.</param>
/// <param name="Blocks">The blocks that the architecture itself declares.</param>
/// <param name="IsOffered">Whether a host can offer it, for it is not generic.</param>
internal sealed record ArchitectureModel(
    DeclaredType Type,
    string Name,
    string Description,
    Shape Input,
    int Classes,
    EquatableArray<LayerModel> Layers,
    EquatableArray<BlockUse> Blocks,
    bool IsOffered);
