namespace DkNN;

/// <summary>Declares what a layer computes. The property's name is the layer's name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// What the layer reads: the name of a layer or block declared before it, written with <c>nameof</c>, or <see cref="Layer.Input"/>.
    /// Empty, the default, is the layer or block right before it.
    /// </summary>
    public string From { get; init; } = "";
}
