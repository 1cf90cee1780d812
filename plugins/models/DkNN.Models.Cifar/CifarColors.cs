namespace DkNN.Models.Cifar;

/// <summary>
/// Pixels less the means of CIFAR-10's 50,000 training images and over their deviations, for red, green and blue, as published with nearly
/// every network for them.
/// </summary>
[LayerBlock]
public sealed partial class CifarColors
{
    [Normalize(Mean = [0.4914, 0.4822, 0.4465], Deviation = [0.2470, 0.2435, 0.2616])]
    public partial Layer Normalized { get; }
}
