namespace DkNN.Models.Mnist;

/// <summary>All layers of the baseline but the first, whose 12,544 neurons cost more than the others together.</summary>
[LayerSelection<MnistBaseline>(nameof(MnistBaseline.Conv2), nameof(MnistBaseline.Conv3), nameof(MnistBaseline.Output))]
public readonly partial struct DeepLayers;
