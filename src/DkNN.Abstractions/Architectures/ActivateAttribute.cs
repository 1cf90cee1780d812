namespace DkNN;

/// <summary>An activation function as a layer of its own.</summary>
/// <param name="activation">The function, other than <see cref="Activation.None"/>.</param>
public sealed class ActivateAttribute(Activation activation) : LayerAttribute
{
    /// <summary>The function.</summary>
    public Activation Activation { get; } = activation;
}
