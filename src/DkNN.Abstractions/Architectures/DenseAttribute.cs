namespace DkNN;

/// <summary>A fully connected layer with bias. An input of C×H×W is flattened first.</summary>
/// <param name="neurons">Number of outputs, at least 1.</param>
public sealed class DenseAttribute(int neurons) : LayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Neurons { get; } = neurons;

    /// <summary>Function applied to the output.</summary>
    public Activation Activation { get; init; }
}
