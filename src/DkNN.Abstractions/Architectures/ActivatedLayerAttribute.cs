namespace DkNN;

/// <summary>A layer that applies an activation function to its output.</summary>
public abstract class ActivatedLayerAttribute : LayerAttribute
{
    /// <summary>Function applied to the output.</summary>
    public Activation Activation { get; init; }

    /// <summary>Slope of <see cref="Activation.LeakyReLU"/> below 0, a finite number; no other function has one.</summary>
    public double NegativeSlope { get; init; } = 0.01;
}
