namespace DkNN.Models.Cifar;

/// <summary>The poolings and dense layers: every layer of at most 8,192 neurons that is neither a convolution nor a dropout.</summary>
[LayerSelection<SmallVgg>(LayerKind.MaxPool2d, LayerKind.Dense, MaxNeurons = 8_192)]
public readonly partial struct PoolsAndDense;
