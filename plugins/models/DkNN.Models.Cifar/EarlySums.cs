namespace DkNN.Models.Cifar;

/// <summary>What the first stage gives: six of the nine blocks are not computed for it.</summary>
[LayerSelection<ResNet20>(nameof(ResNet20.Wide1), nameof(ResNet20.Wide2), nameof(ResNet20.Wide3))]
public readonly partial struct EarlySums;
