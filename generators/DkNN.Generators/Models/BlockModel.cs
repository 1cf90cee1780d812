namespace DkNN.Generators.Models;

/// <summary>A well-formed block.</summary>
/// <param name="Type">The class.</param>
/// <param name="Layers">Its own layers: name, position among all its layers, and whether its author documented it.</param>
/// <param name="Blocks">Blocks in it.</param>
internal sealed record BlockModel(
    DeclaredType Type, EquatableArray<(string Name, int Position, bool Documented)> Layers, EquatableArray<BlockUse> Blocks);
