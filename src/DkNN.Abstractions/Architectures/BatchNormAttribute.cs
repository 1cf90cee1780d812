namespace DkNN;

/// <summary>
/// Batch normalisation: per channel on C×H×W, per neuron after <see cref="FlattenAttribute"/> or <see cref="DenseAttribute"/>.
/// Activations are taken with the running statistics.
/// </summary>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, greater than 0.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Weight of the newest batch in the running statistics, in (0, 1].</summary>
    public double Momentum { get; init; } = 0.1;

    /// <summary>Function applied to the output.</summary>
    public Activation Activation { get; init; }
}
