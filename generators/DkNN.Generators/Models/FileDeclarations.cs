namespace DkNN.Generators.Models;

/// <summary>The well-formed declarations of one file.</summary>
internal sealed record FileDeclarations(
    EquatableArray<ArchitectureModel> Architectures,
    EquatableArray<SelectionModel> Selections,
    EquatableArray<BlockModel> Blocks,
    EquatableArray<PluginClassModel> Classes);
