namespace DkNN.Models.Cifar;

/// <summary>The last two blocks' outputs, the pooled row and the probabilities: few neurons, and close to the decision.</summary>
[LayerSelection<ResNet20>(nameof(ResNet20.Narrow2), nameof(ResNet20.Narrow3))]
[LayerSelection<ResNet20>(Last = 2)]
public readonly partial struct LateLayers;
