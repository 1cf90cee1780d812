namespace DkNN.Models.Mnist;

/// <summary>The three poolings of the deeper network, each right before a batch normalisation.</summary>
[LayerSelection<MnistKaggle>(LayerKind.MaxPool2d)]
public readonly partial struct MaxPoolOnly;
