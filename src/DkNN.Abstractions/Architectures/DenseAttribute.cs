namespace DkNN;

/// <summary>A fully connected layer. An input of C×H×W is flattened first.</summary>
/// <param name="neurons">Number of outputs, at least 1.</param>
public sealed class DenseAttribute(int neurons) : ActivatedLayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Neurons { get; } = neurons;

    /// <summary>Whether each neuron adds a bias.</summary>
    public bool Bias { get; init; } = true;
}
