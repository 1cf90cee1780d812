namespace DkNN;

/// <summary>
/// Declares a layer selection: a <c>readonly partial struct</c> that the generator fills with one tensor a selected layer and an
/// <c>Extract</c> that computes only what the selected layers need. Several of these attributes on one struct select the union of their
/// layers, and <see cref="LayerExclusionAttribute{TArchitecture}"/> takes layers away from it.
/// </summary>
/// <typeparam name="TArchitecture">The class with <see cref="ArchitectureAttribute"/> whose layers are chosen.</typeparam>
public sealed class LayerSelectionAttribute<TArchitecture> : LayerSetAttribute
    where TArchitecture : class
{
    /// <summary>Selects every layer of the architecture.</summary>
    public LayerSelectionAttribute()
        : base([], [])
    {
    }

    /// <summary>Selects every layer of the given kinds.</summary>
    /// <param name="kinds">At least one kind that the architecture has.</param>
    public LayerSelectionAttribute(params LayerKind[] kinds)
        : base(kinds, [])
    {
    }

    /// <summary>Selects layers by name.</summary>
    /// <param name="names">At least one layer of the architecture; write them with <c>nameof</c>.</param>
    public LayerSelectionAttribute(params string[] names)
        : base([], names)
    {
    }
}
