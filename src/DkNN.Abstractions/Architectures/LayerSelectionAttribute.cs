namespace DkNN;

/// <summary>
/// Declares a layer selection: a <c>readonly partial struct</c> that the generator fills with one tensor a selected layer and an
/// <c>Extract</c> that computes no layer beyond the last selected one.
/// </summary>
/// <typeparam name="TArchitecture">The class with <see cref="ArchitectureAttribute"/> whose layers are chosen.</typeparam>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class LayerSelectionAttribute<TArchitecture> : Attribute
    where TArchitecture : class
{
    /// <summary>Selects every layer of the architecture.</summary>
    public LayerSelectionAttribute()
    {
    }

    /// <summary>Selects every layer of the given kinds.</summary>
    /// <param name="kinds">At least one kind that the architecture has.</param>
    public LayerSelectionAttribute(params LayerKind[] kinds) => Kinds = kinds;

    /// <summary>Selects layers by name.</summary>
    /// <param name="names">At least one layer of the architecture; write them with <c>nameof</c>.</param>
    public LayerSelectionAttribute(params string[] names) => Names = names;

    /// <summary>Kinds chosen; empty unless chosen by kind.</summary>
    public IReadOnlyList<LayerKind> Kinds { get; } = [];

    /// <summary>Names chosen; empty unless chosen by name.</summary>
    public IReadOnlyList<string> Names { get; } = [];
}
