namespace DkNN.Models.Mnist;

/// <summary>The three batch normalisations of the deeper network: the selection that withstands attacks best.</summary>
[LayerSelection<MnistKaggle>(LayerKind.BatchNorm)]
public readonly partial struct BatchNormOnly;
