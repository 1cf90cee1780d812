namespace DkNN;

/// <summary>
/// Batch normalisation: per channel of an image, per neuron of a row. Activations are taken with the running statistics.
/// </summary>
public sealed class BatchNormAttribute : ActivatedLayerAttribute
{
    /// <summary>Added to the variance, greater than 0.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Weight of the newest batch in the running statistics, in (0, 1].</summary>
    public double Momentum { get; init; } = 0.1;
}
