namespace DkNN.Models.Cifar;

/// <summary>What each residual block gives: the sums, and no layer within a block.</summary>
[LayerSelection<ResNet20>(LayerKind.Add)]
public readonly partial struct BlockSums;
