namespace DkNN.Generators.Models;

/// <summary>A well-formed architecture.</summary>
internal sealed record ArchitectureModel(
    DeclaredType Type, string Name, string Description, Shape Input, int Classes, EquatableArray<LayerModel> Layers);
