namespace DkNN;

/// <summary>Zeroes values at random in training and scales the rest by 1 / (1 − rate); the identity in evaluation.</summary>
/// <param name="rate">Share of the values zeroed, in [0, 1).</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Share of the values zeroed.</summary>
    public double Rate { get; } = rate;
}
