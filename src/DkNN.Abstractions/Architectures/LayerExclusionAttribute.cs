namespace DkNN;

/// <summary>Takes layers away from what the <see cref="LayerSelectionAttribute{TArchitecture}"/>s of the same struct select.</summary>
/// <typeparam name="TArchitecture">The architecture of the selection.</typeparam>
public sealed class LayerExclusionAttribute<TArchitecture> : LayerSetAttribute
    where TArchitecture : class
{
    /// <summary>Takes away every layer that the properties leave.</summary>
    public LayerExclusionAttribute()
        : base([], [])
    {
    }

    /// <summary>Takes away every layer of the given kinds.</summary>
    /// <param name="kinds">At least one kind that the architecture has.</param>
    public LayerExclusionAttribute(params LayerKind[] kinds)
        : base(kinds, [])
    {
    }

    /// <summary>Takes away layers by name.</summary>
    /// <param name="names">At least one layer of the architecture; write them with <c>nameof</c>.</param>
    public LayerExclusionAttribute(params string[] names)
        : base([], names)
    {
    }
}
