namespace DkNN;

/// <summary>The function applied to a layer's output. A layer's activation, in the sense of the algorithm, is taken after it.</summary>
public enum Activation
{
    /// <summary>The output as it is.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    ReLU,

    /// <summary>
    /// exp(x_i) / Σ exp(x_j) over the neurons. As a network's last activation it is left out of the logits, from which losses and
    /// gradients are taken, and applied for activations and confidences.
    /// </summary>
    Softmax,
}
