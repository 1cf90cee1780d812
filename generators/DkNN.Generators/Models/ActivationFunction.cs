namespace DkNN.Generators.Models;

/// <summary>The function applied to an operation's output.</summary>
/// <param name="Kind">Which.</param>
/// <param name="NegativeSlope">Slope below 0; only a leaky ReLU has one.</param>
internal sealed record ActivationFunction(Activation Kind, double NegativeSlope = 0)
{
    public static ActivationFunction None { get; } = new(Activation.None);
}
