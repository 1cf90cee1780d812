namespace DkNN.Generators.Models;

/// <summary>The members of DkNN.Activation, matched by name.</summary>
internal enum Activation
{
    None,
    ReLU,
    Softmax,
    LeakyReLU,
    GELU,
    Sigmoid,
    Tanh,
}
