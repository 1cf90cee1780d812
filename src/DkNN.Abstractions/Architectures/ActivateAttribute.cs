namespace DkNN;

/// <summary>An activation function as a layer of its own.</summary>
/// <param name="activation">The function, other than <see cref="Activation.None"/>.</param>
public sealed class ActivateAttribute(Activation activation) : LayerAttribute
{
    /// <summary>The function.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Slope of <see cref="Activation.LeakyReLU"/> below 0, a finite number; no other function has one.</summary>
    public double NegativeSlope { get; init; } = 0.01;
}
