namespace DkNN.Models.Mnist;

/// <summary>The baseline's convolutions, without the probabilities that the network itself decides by.</summary>
[LayerSelection<MnistBaseline>(LayerKind.Conv2d)]
public readonly partial struct ConvolutionsOnly;
