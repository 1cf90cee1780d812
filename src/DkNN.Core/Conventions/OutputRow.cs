namespace DkNN.Core;

/// <summary>What the last layer gives where it is among those selected.</summary>
public enum OutputRow
{
    /// <summary>The probabilities, after its activation function.</summary>
    Softmax,

    /// <summary>The logits, before it.</summary>
    Logits,
}
