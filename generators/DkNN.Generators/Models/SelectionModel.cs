namespace DkNN.Generators.Models;

/// <summary>A well-formed layer selection.</summary>
/// <param name="Type">The struct.</param>
/// <param name="Name">Name in the catalogue.</param>
/// <param name="Network">The architecture's class, with <c>global::</c>.</param>
/// <param name="Computed">Every layer from the first to the last selected one.</param>
/// <param name="Selected">Positions of the selected layers, ascending.</param>
/// <param name="OwnNetwork">
/// Whether the architecture is declared in the same assembly, whose registration then offers the selection.
/// </param>
internal sealed record SelectionModel(
    DeclaredType Type, string Name, string Network, EquatableArray<LayerModel> Computed, EquatableArray<int> Selected, bool OwnNetwork);
