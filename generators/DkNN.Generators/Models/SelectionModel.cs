namespace DkNN.Generators.Models;

/// <summary>A well-formed layer selection.</summary>
/// <param name="Type">The struct.</param>
/// <param name="Name">Name in the catalogue.</param>
/// <param name="Network">The architecture's class, with <c>global::</c>.</param>
/// <param name="Layers">Every layer of the architecture, in order of computation.</param>
/// <param name="Computed">The selected layers and all that they need, in order of computation.</param>
/// <param name="Selected">Positions of the selected layers, ascending.</param>
/// <param name="IsOffered">
/// Whether a host can offer it: the architecture is declared in the same assembly, whose registration has it, and neither is generic.
/// </param>
internal sealed record SelectionModel(
    DeclaredType Type,
    string Name,
    string Network,
    EquatableArray<LayerModel> Layers,
    EquatableArray<LayerModel> Computed,
    EquatableArray<int> Selected,
    bool IsOffered);
