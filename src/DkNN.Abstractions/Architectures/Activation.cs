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

    /// <summary>x where that is at least 0, and slope · x below.</summary>
    LeakyReLU,

    /// <summary>x · Φ(x), Φ the distribution function of the standard normal (Hendrycks and Gimpel, arXiv 1606.08415).</summary>
    GELU,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}
